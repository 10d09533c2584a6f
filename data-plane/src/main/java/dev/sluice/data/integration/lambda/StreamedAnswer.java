package dev.sluice.data.integration.lambda;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer: it keeps what comes before the eight zero bytes, says so once, and then is the body behind them
 * (rest-api-runtime 8.7). Confined to the exchange's loop.
 */
final class StreamedAnswer implements Body, Body.Reader {
    /** The metadata must be complete within so many bytes. */
    static final int MAX_PRELUDE_BYTES = 16 * 1024;

    private static final int ZEROS = 8;

    private final Body source;
    private final Consumer<StreamedAnswer> then;
    private final Deque<ByteBuf> waiting = new ArrayDeque<>(2);
    private byte[] prelude = new byte[512];
    private int preludeBytes;
    private int zeros;
    private boolean told;
    private boolean ended;
    private boolean cancelled;
    private @Nullable Failure failure;
    private @Nullable Reader reader;
    private boolean behind;
    private boolean paused;

    /** Reads nothing yet. */
    StreamedAnswer(Body source, Consumer<StreamedAnswer> then) {
        this.source = source;
        this.then = then;
    }

    void begin() {
        source.readTo(this);
    }

    /** What came before the payload; null when it never was complete. */
    byte @Nullable [] prelude() {
        return zeros == ZEROS ? Arrays.copyOf(prelude, preludeBytes) : null;
    }

    /** Why there is no prelude, or no whole body. */
    @Nullable
    Failure failure() {
        return failure;
    }

    @Override
    public boolean accept(ByteBuf slice) {
        if (cancelled || (told && zeros < ZEROS)) {
            slice.release();
            return true;
        }
        if (!told) {
            takePrelude(slice);
            if (zeros < ZEROS && preludeBytes <= MAX_PRELUDE_BYTES) {
                slice.release();
                return true;
            }
            if (zeros == ZEROS && slice.isReadable()) {
                waiting.add(slice);
            } else {
                slice.release();
            }
            tell();
        } else {
            waiting.add(slice);
        }
        paused = !deliver();
        return !paused;
    }

    private void takePrelude(ByteBuf slice) {
        while (slice.isReadable() && zeros < ZEROS && preludeBytes <= MAX_PRELUDE_BYTES) {
            byte octet = slice.readByte();
            if (octet == 0) {
                zeros++;
            } else {
                keep(octet);
            }
        }
    }

    /** Zeros that were fewer than eight belong to the prelude, where they break it. */
    private void keep(byte octet) {
        int needed = preludeBytes + zeros + 1;
        if (needed > prelude.length) {
            prelude = Arrays.copyOf(prelude, 2 * needed);
        }
        preludeBytes += zeros;
        zeros = 0;
        prelude[preludeBytes++] = octet;
    }

    private void tell() {
        told = true;
        then.accept(this);
    }

    /** Gives the reader what waits; false when the source has to pause. */
    private boolean deliver() {
        while (reader != null && !behind && !waiting.isEmpty()) {
            behind = !reader.accept(waiting.remove());
        }
        if (reader != null && waiting.isEmpty() && ended) {
            ended = false;
            finish(reader);
        }
        return reader != null && !behind;
    }

    private void finish(Reader to) {
        if (failure == null) {
            to.end();
        } else {
            to.fail(failure);
        }
    }

    @Override
    public int room() {
        int room = reader == null ? Integer.MAX_VALUE : reader.room();
        paused |= room == 0;
        return room;
    }

    @Override
    public void idle() {
        if (reader != null && !behind) {
            reader.idle();
        }
    }

    @Override
    public void end() {
        over(null);
    }

    @Override
    public void fail(Failure cause) {
        over(cause);
    }

    private void over(@Nullable Failure cause) {
        failure = cause;
        ended = true;
        if (!told) {
            tell();
        } else {
            deliver();
        }
    }

    @Override
    public long declaredBytes() {
        return UNKNOWN;
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        goOn();
    }

    @Override
    public void more() {
        behind = false;
        goOn();
    }

    /** Asks the source for more only when it pauses: it may be in the middle of a slice. */
    private void goOn() {
        if (deliver() && paused && !cancelled) {
            paused = false;
            source.more();
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            waiting.forEach(ByteBuf::release);
            waiting.clear();
            source.cancel();
        }
    }
}
