package dev.sluice.data.pipeline;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body whole, for a step that cannot work on slices. Says once how it went, on the exchange's loop: the bytes,
 * or why there are none. Memory grows with what has come, not with what was announced, and counts in the exchange's
 * {@link HeldBodies}, also after the body is whole.
 */
public final class CollectedBody implements Body.Reader {
    private static final int FIRST_BYTES = 1 << 12;

    private final HeldBodies held;
    private final Body body;
    private final Limit limit;
    private final Consumer<CollectedBody> then;
    private byte[] bytes = {};
    private int length;
    private @Nullable Failure failure;
    private boolean over;

    /** How much a body may hold, and what becomes of a call whose body holds more. */
    public record Limit(int bytes, Failure passed) {}

    private CollectedBody(HeldBodies held, Body body, Limit limit, Consumer<CollectedBody> then) {
        this.held = held;
        this.body = body;
        this.limit = limit;
        this.then = then;
    }

    /** Starts to read. The consumer may be called before this returns, when the body is at hand. */
    public static void read(Exchange exchange, Body body, Limit limit, Consumer<CollectedBody> then) {
        CollectedBody reader = new CollectedBody(exchange.held(), body, limit, then);
        if (body.declaredBytes() > limit.bytes()) {
            reader.refuse(limit.passed());
        } else {
            body.readTo(reader);
        }
    }

    /** All bytes, in an array of just that length. Empty after a failure. */
    public byte[] bytes() {
        return bytes;
    }

    /** Why the body is not whole; null when it is. */
    public @Nullable Failure failure() {
        return failure;
    }

    @Override
    public boolean accept(ByteBuf slice) {
        try {
            if (!over) {
                append(slice);
            }
        } finally {
            slice.release();
        }
        return true;
    }

    private void append(ByteBuf slice) {
        int more = slice.readableBytes();
        if (more > limit.bytes() - length) {
            refuse(limit.passed());
            return;
        }
        if (length + more > bytes.length && !grow(capacity(length + more))) {
            refuse(HeldBodies.FULL);
            return;
        }
        slice.readBytes(bytes, length, more);
        length += more;
    }

    /** Never more than the body will need, when that is known. */
    private int capacity(int needed) {
        long declared = body.declaredBytes();
        long most = declared == Body.UNKNOWN ? limit.bytes() : declared;
        return Math.max(needed, (int) Math.min(most, Math.max(FIRST_BYTES, 2L * bytes.length)));
    }

    private boolean grow(int capacity) {
        if (!held.take(capacity - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    private void refuse(Failure cause) {
        settle(cause);
        body.cancel();
    }

    @Override
    public void end() {
        if (bytes.length != length) {
            held.give(bytes.length - length);
            bytes = Arrays.copyOf(bytes, length);
        }
        settle(null);
    }

    @Override
    public void fail(Failure cause) {
        settle(cause);
    }

    private void settle(@Nullable Failure cause) {
        if (over) {
            return;
        }
        over = true;
        failure = cause;
        if (cause != null) {
            held.give(bytes.length);
            bytes = new byte[0];
        }
        then.accept(this);
    }
}
