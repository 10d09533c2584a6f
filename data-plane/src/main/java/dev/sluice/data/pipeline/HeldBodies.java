package dev.sluice.data.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies that one exchange holds whole, counted in its tenant's share. Confined to the exchange's loop. */
public final class HeldBodies {
    /** There is no room for a body: load is shed (rest-api-runtime 18.1, decisions 52). */
    public static final Failure FULL = new Failure.Unavailable("bodies take all the memory that they may");

    /** See {@link #FULL}. */
    public static final Outcome NO_ROOM = new Outcome.Refuse(FULL);

    private final BodyBudget.Share share;
    private long bytes;
    private boolean over;

    HeldBodies(BodyBudget.Share share) {
        this.share = share;
    }

    /** Counts so many bytes more; false when there is no room for them, or the exchange is over. */
    public boolean take(int more) {
        if (over || !share.take(more)) {
            return false;
        }
        bytes += more;
        return true;
    }

    /** So many bytes are held no more. */
    public void give(int less) {
        long given = Math.min(less, bytes);
        bytes -= given;
        share.give(given);
    }

    /** A body of bytes that are counted from now until it is sent; null when there is no room for them. */
    public @Nullable Body body(byte[] whole) {
        if (whole.length == 0) {
            return Body.EMPTY;
        }
        return take(whole.length) ? new WholeBody(whole, this) : null;
    }

    /** The same of bytes that stand in pieces. */
    public @Nullable Body body(List<byte[]> pieces) {
        long whole = 0;
        for (byte[] piece : pieces) {
            whole += piece.length;
        }
        if (whole == 0) {
            return Body.EMPTY;
        }
        int length = (int) Math.min(Integer.MAX_VALUE, whole);
        return take(length) ? new WholeBody(pieces, length, this) : null;
    }

    /** A body of bytes that are counted already; no more once it is sent. */
    public Body counted(byte[] whole) {
        return whole.length == 0 ? Body.EMPTY : new WholeBody(whole, this);
    }

    /** A buffer of bytes that are counted already; no more once it is released, whatever has become of the exchange. */
    ByteBuf buffer(byte[] whole) {
        long counted = Math.min(whole.length, bytes);
        bytes -= counted;
        return new CountedBuffer(whole, share, counted);
    }

    /** The exchange is over, and what it held is garbage. */
    void end() {
        over = true;
        if (bytes > 0) {
            share.give(bytes);
            bytes = 0;
        }
    }

    /** An array on its way to a client, counted in a tenant's share until the last slice of it is sent. */
    private static final class CountedBuffer extends UnpooledHeapByteBuf {
        private final BodyBudget.Share share;
        private final long counted;

        CountedBuffer(byte[] whole, BodyBudget.Share share, long counted) {
            super(UnpooledByteBufAllocator.DEFAULT, whole, whole.length);
            this.share = share;
            this.counted = counted;
        }

        @Override
        protected void freeArray(byte[] array) {
            share.give(counted);
        }
    }
}
