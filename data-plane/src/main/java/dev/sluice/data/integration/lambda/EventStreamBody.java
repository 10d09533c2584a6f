package dev.sluice.data.integration.lambda;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a streamed invocation, taken out of the frames of {@code application/vnd.amazon.eventstream} slice by
 * slice: a prelude of two lengths and a checksum, headers, payload, and a checksum over all. Confined to the exchange's
 * loop.
 */
final class EventStreamBody implements Body, Body.Reader {
    static final String MEDIA_TYPE = "application/vnd.amazon.eventstream";

    private static final int PRELUDE_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_HEADER_BYTES = 128 * 1024;
    private static final int MAX_FRAME_BYTES = 24 * 1024 * 1024;
    private static final int MAX_KEPT_BYTES = 64 * 1024;

    private enum Part {
        PRELUDE,
        HEADERS,
        PAYLOAD,
        CHECKSUM
    }

    private final Body source;
    private final CRC32 checksum = new CRC32();
    private Part part = Part.PRELUDE;
    private byte[] kept = new byte[PRELUDE_BYTES];
    private int keptBytes;
    private int headerBytes;
    private int payloadBytes;
    private int payloadLeft;
    private EventStreamFrame frame = EventStreamFrame.NONE;
    private byte[] lastPayload = new byte[0];
    private boolean completed;
    private @Nullable Reader reader;
    private boolean over;

    EventStreamBody(Body source) {
        this.source = source;
    }

    @Override
    public long declaredBytes() {
        return UNKNOWN;
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        source.readTo(this);
    }

    @Override
    public void more() {
        source.more();
    }

    @Override
    public void cancel() {
        over = true;
        source.cancel();
    }

    @Override
    public boolean accept(ByteBuf slice) {
        boolean keepsUp = true;
        try {
            while (!over && (slice.isReadable() || isPartDone())) {
                if (isPartDone()) {
                    finishPart();
                } else if (part == Part.PAYLOAD) {
                    keepsUp &= pass(slice);
                } else {
                    keep(slice);
                }
            }
        } finally {
            slice.release();
        }
        return keepsUp;
    }

    private boolean isPartDone() {
        return part == Part.PAYLOAD ? payloadLeft == 0 : keptBytes == kept.length;
    }

    private void keep(ByteBuf slice) {
        int length = Math.min(slice.readableBytes(), kept.length - keptBytes);
        slice.readBytes(kept, keptBytes, length);
        keptBytes += length;
    }

    /** Hands on what belongs to the function's answer; what ends the stream is kept. */
    private boolean pass(ByteBuf slice) {
        int length = Math.min(slice.readableBytes(), payloadLeft);
        checksum.update(slice.nioBuffer(slice.readerIndex(), length));
        int offset = payloadBytes - payloadLeft;
        payloadLeft -= length;
        if (frame.isPayload()) {
            Reader to = reader;
            return to == null || to.accept(slice.readRetainedSlice(length));
        }
        if (payloadBytes <= MAX_KEPT_BYTES) {
            slice.readBytes(lastPayload, offset, length);
        } else {
            slice.skipBytes(length);
        }
        return true;
    }

    private void finishPart() {
        switch (part) {
            case PRELUDE -> finishPrelude();
            case HEADERS -> finishHeaders();
            case PAYLOAD -> expect(Part.CHECKSUM, CHECKSUM_BYTES);
            case CHECKSUM -> finishFrame();
        }
    }

    private void finishPrelude() {
        checksum.reset();
        checksum.update(kept, 0, 8);
        long total = unsigned(kept, 0);
        long headers = unsigned(kept, 4);
        long payload = total - headers - PRELUDE_BYTES - CHECKSUM_BYTES;
        boolean sound = checksum.getValue() == unsigned(kept, 8)
                && total <= MAX_FRAME_BYTES
                && headers <= MAX_HEADER_BYTES
                && payload >= 0;
        if (!sound) {
            breakOff("the stream of a function's answer is malformed");
            return;
        }
        checksum.update(kept, 8, 4);
        headerBytes = (int) headers;
        payloadBytes = (int) payload;
        expect(Part.HEADERS, headerBytes);
    }

    private void finishHeaders() {
        checksum.update(kept, 0, headerBytes);
        EventStreamFrame read = EventStreamFrame.read(kept);
        if (read == null) {
            breakOff("the stream of a function's answer is malformed");
            return;
        }
        frame = read;
        payloadLeft = payloadBytes;
        lastPayload = new byte[frame.isPayload() || payloadBytes > MAX_KEPT_BYTES ? 0 : payloadBytes];
        part = Part.PAYLOAD;
    }

    private void finishFrame() {
        if (checksum.getValue() != unsigned(kept, 0)) {
            breakOff("the stream of a function's answer is malformed");
        } else if (frame.isError() || (frame.isEnd() && FunctionError.endsInError(lastPayload))) {
            breakOff("Lambda execution failed due to customer function error");
        } else {
            completed |= frame.isEnd();
            expect(Part.PRELUDE, PRELUDE_BYTES);
        }
    }

    private void expect(Part next, int bytes) {
        part = next;
        kept = new byte[bytes];
        keptBytes = 0;
    }

    private void breakOff(String reason) {
        over = true;
        source.cancel();
        tell(new Failure.FunctionFailed(reason));
    }

    private void tell(Failure failure) {
        if (reader != null) {
            reader.fail(failure);
        }
    }

    @Override
    public int room() {
        return reader == null ? Integer.MAX_VALUE : reader.room();
    }

    @Override
    public void idle() {
        if (reader != null && !over) {
            reader.idle();
        }
    }

    /** A stream that does not say that it is complete is not. */
    @Override
    public void end() {
        if (over || reader == null) {
            return;
        }
        over = true;
        if (completed && part == Part.PRELUDE && keptBytes == 0) {
            reader.end();
        } else {
            reader.fail(new Failure.FunctionFailed("the stream of a function's answer was cut"));
        }
    }

    @Override
    public void fail(Failure failure) {
        if (!over) {
            over = true;
            tell(failure);
        }
    }

    private static long unsigned(byte[] bytes, int at) {
        return (bytes[at] & 0xFFL) << 24
                | (bytes[at + 1] & 0xFFL) << 16
                | (bytes[at + 2] & 0xFFL) << 8
                | (bytes[at + 3] & 0xFFL);
    }
}
