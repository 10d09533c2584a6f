package dev.sluice.data.transform;

import dev.sluice.data.payload.ContentCoding;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.Executor;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A gzip or deflate body, decoded slice by slice at the reader's pace (rest-api-runtime 13). Decoded size and ratio are
 * bounded (security-requirements 25). Holds native memory only while it is read. Confined to the exchange's loop.
 */
final class DecodedBody implements Body, Body.Reader {
    private static final int SLICE_BYTES = 16 * 1024;
    private static final int MAX_RATIO = 100;
    private static final int RATIO_FROM_BYTES = 64 * 1024;

    /** After so much other work of the loop has its turn: a small slice may stand for a hundred times its size. */
    private static final int TURN_BYTES = 256 * 1024;

    private final Body source;
    private final Bounds bounds;
    private final boolean gzip;
    private final Executor loop;
    private @Nullable Inflation inflation;
    private @Nullable Reader reader;
    private @Nullable ByteBuf pending;
    private long inBytes;
    private long outBytes;
    private long turnBytes;
    private boolean behind;
    private boolean resting;
    private boolean sourceEnded;
    private boolean over;

    /** How large a body may become, and how the two things that can go wrong are told. */
    record Bounds(long maxBytes, Failure corrupt, Failure tooLarge) {
        /** For what a client sends. */
        static Bounds ofRequests(long maxBytes) {
            return new Bounds(maxBytes, Failure.UnsupportedMediaType.CORRUPT, new Failure.RequestTooLarge());
        }

        /** For what an origin sends. */
        static Bounds ofResponses(long maxBytes) {
            return new Bounds(
                    maxBytes,
                    new Failure.IntegrationInvalid("the body does not decode"),
                    new Failure.Configuration("the decoded body passes its limits"));
        }
    }

    private DecodedBody(Body source, boolean gzip, Bounds bounds, Executor loop) {
        this.source = source;
        this.gzip = gzip;
        this.bounds = bounds;
        this.loop = loop;
    }

    /** The body without the coding that its fields tell; null for one that is not known, and for several of them. */
    static @Nullable Body of(Body body, Headers headers, Bounds bounds, Executor loop) {
        return switch (ContentCoding.of(headers)) {
            case NONE -> body;
            case GZIP -> new DecodedBody(body, true, bounds, loop);
            case DEFLATE -> new DecodedBody(body, false, bounds, loop);
            case UNKNOWN -> null;
        };
    }

    @Override
    public long declaredBytes() {
        return UNKNOWN;
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        inflation = gzip ? Inflation.gzip() : Inflation.deflate();
        source.readTo(this);
    }

    @Override
    public void more() {
        behind = false;
        goOn();
    }

    private void turn() {
        resting = false;
        turnBytes = 0;
        goOn();
    }

    private void goOn() {
        pump();
        if (isOpen() && !sourceEnded) {
            source.more();
        }
    }

    private boolean isOpen() {
        return !over && !behind && !resting;
    }

    @Override
    public void cancel() {
        if (!over) {
            finish();
            source.cancel();
        }
    }

    @Override
    public boolean accept(ByteBuf slice) {
        if (over) {
            slice.release();
            return true;
        }
        inBytes += slice.readableBytes();
        pending = slice;
        pump();
        return !behind && !resting;
    }

    @Override
    public int room() {
        return reader == null ? Integer.MAX_VALUE : reader.room();
    }

    @Override
    public void idle() {
        if (reader != null && isOpen()) {
            reader.idle();
        }
    }

    @Override
    public void end() {
        sourceEnded = true;
        pump();
    }

    @Override
    public void fail(Failure failure) {
        Reader current = reader;
        if (!over && current != null) {
            finish();
            current.fail(failure);
        }
    }

    private void pump() {
        Reader current = reader;
        Inflation stream = inflation;
        if (over || current == null || stream == null) {
            return;
        }
        try {
            inflate(stream, current);
        } catch (DataFormatException _) {
            breakOff(current, bounds.corrupt());
        }
    }

    private void inflate(Inflation stream, Reader current) throws DataFormatException {
        ByteBuf input = pending == null ? Unpooled.EMPTY_BUFFER : pending;
        while (isOpen()) {
            ByteBuf slice = nextSlice(stream, input);
            if (slice == null) {
                break;
            }
            outBytes += slice.readableBytes();
            if (outBytes > bounds.maxBytes() || (outBytes > RATIO_FROM_BYTES && outBytes > inBytes * MAX_RATIO)) {
                slice.release();
                breakOff(current, bounds.tooLarge());
                return;
            }
            turnBytes += slice.readableBytes();
            behind = !current.accept(slice);
            rest();
        }
        if (isOpen()) {
            releasePending();
            if (sourceEnded) {
                endOf(stream, current);
            }
        }
    }

    private void rest() {
        if (turnBytes > TURN_BYTES && !over) {
            resting = true;
            loop.execute(this::turn);
        }
    }

    private static @Nullable ByteBuf nextSlice(Inflation stream, ByteBuf input) throws DataFormatException {
        ByteBuf out = ByteBufAllocator.DEFAULT.ioBuffer(SLICE_BYTES, SLICE_BYTES);
        boolean filled = false;
        try {
            filled = stream.inflate(input, out) > 0;
        } finally {
            if (!filled) {
                out.release();
            }
        }
        return filled ? out : null;
    }

    private void endOf(Inflation stream, Reader current) {
        boolean whole = stream.isComplete();
        finish();
        if (whole) {
            current.end();
        } else {
            current.fail(bounds.corrupt());
        }
    }

    private void breakOff(Reader current, Failure failure) {
        finish();
        if (!sourceEnded) {
            source.cancel();
        }
        current.fail(failure);
    }

    private void finish() {
        over = true;
        releasePending();
        if (inflation != null) {
            inflation.close();
        }
    }

    private void releasePending() {
        ByteBuf slice = pending;
        pending = null;
        if (slice != null) {
            slice.release();
        }
    }
}
