package dev.sluice.data.integration;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A streamed body at the pace that the contract allows: the first 10 MB as they come, then 2 MB a second
 * (rest-api-runtime 8.7). Confined to the exchange's loop.
 */
public final class PacedBody implements Body, Body.Reader {
    private static final long FREE_BYTES = 10L * 1024 * 1024;
    private static final long BYTES_PER_SECOND = 2L * 1024 * 1024;

    private final Body source;
    private final EventLoop loop;
    private long bytes;
    private long pacedFromNanos;
    private @Nullable Reader reader;
    private boolean behind;
    private boolean waiting;
    private boolean over;

    public PacedBody(Body source, EventLoop loop) {
        this.source = source;
        this.loop = loop;
    }

    @Override
    public long declaredBytes() {
        return source.declaredBytes();
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        source.readTo(this);
    }

    @Override
    public void more() {
        behind = false;
        if (!waiting) {
            source.more();
        }
    }

    @Override
    public void cancel() {
        over = true;
        source.cancel();
    }

    @Override
    public boolean accept(ByteBuf slice) {
        Reader to = reader;
        if (to == null || over) {
            slice.release();
            return true;
        }
        bytes += slice.readableBytes();
        behind = !to.accept(slice);
        long waitNanos = waitNanos();
        if (waitNanos <= 0) {
            return !behind;
        }
        if (!waiting) {
            waiting = true;
            var _ = loop.schedule(this::goOn, waitNanos, TimeUnit.NANOSECONDS);
        }
        return false;
    }

    private long waitNanos() {
        if (bytes <= FREE_BYTES) {
            return 0;
        }
        long now = System.nanoTime();
        if (pacedFromNanos == 0) {
            pacedFromNanos = now;
        }
        long dueNanos = TimeUnit.SECONDS.toNanos(bytes - FREE_BYTES) / BYTES_PER_SECOND;
        return pacedFromNanos + dueNanos - now;
    }

    private void goOn() {
        waiting = false;
        if (!over && !behind) {
            source.more();
        }
    }

    @Override
    public void idle() {
        if (reader != null && !over) {
            reader.idle();
        }
    }

    @Override
    public void end() {
        if (reader != null && !over) {
            over = true;
            reader.end();
        }
    }

    @Override
    public void fail(Failure failure) {
        if (reader != null && !over) {
            over = true;
            reader.fail(failure);
        }
    }
}
