package dev.sluice.data.integration;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A streamed body within the bounds that the contract sets: the first 10 MB as they come, then 2 MB a second, and all of
 * it within 15 minutes of the call's begin, whoever is slow (rest-api-runtime 8.7). Confined to the exchange's loop.
 */
public final class PacedBody implements Body, Body.Reader {
    private static final long FREE_BYTES = 10L * 1024 * 1024;
    private static final long BYTES_PER_SECOND = 2L * 1024 * 1024;

    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(15);
    private static final Failure TOO_LONG = new Failure.IntegrationTimeout();

    private final Body source;
    private final EventLoop loop;
    private final long endsAtNanos;
    private long bytes;
    private long pacedFromNanos;
    private @Nullable Reader reader;
    private @Nullable Future<?> deadline;
    private boolean behind;
    private boolean waiting;
    private boolean over;

    /** What the exchange streams. */
    public PacedBody(Body source, Exchange exchange) {
        this(source, exchange.loop(), exchange.startNanos() + MAX_NANOS);
    }

    PacedBody(Body source, EventLoop loop, long endsAtNanos) {
        this.source = source;
        this.loop = loop;
        this.endsAtNanos = endsAtNanos;
    }

    @Override
    public long declaredBytes() {
        return source.declaredBytes();
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        deadline = loop.schedule(this::late, endsAtNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
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
        settle();
        source.cancel();
    }

    private void late() {
        Reader to = reader;
        if (to != null && !over) {
            settle();
            source.cancel();
            to.fail(TOO_LONG);
        }
    }

    private void settle() {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
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
    public int room() {
        return reader == null ? Integer.MAX_VALUE : reader.room();
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
            settle();
            reader.end();
        }
    }

    @Override
    public void fail(Failure failure) {
        if (reader != null && !over) {
            settle();
            reader.fail(failure);
        }
    }
}
