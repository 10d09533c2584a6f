package dev.sluice.data.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.IntSupplier;

/**
 * How much of a connection is read before the others of its loop have their turn. Reads grow with what comes, as Netty's
 * own; beyond the first {@value #TURN_BYTES} bytes no further one follows, since a few kilobytes of tiny chunks or frames
 * are some milliseconds of work. Thread-safe.
 */
public final class TurnReads implements RecvByteBufAllocator {
    private static final int FIRST_READ_BYTES = 2_048;
    private static final int READS_PER_TURN = 4;
    private static final int TURN_BYTES = 16_384;

    /** The largest single read. */
    public static final int MAX_READ_BYTES = 32_768;

    /** The most that comes of a connection in one turn: reads that just do not end it, and the largest behind them. */
    public static final int MAX_TURN_BYTES = TURN_BYTES - 1 + MAX_READ_BYTES;

    /** A read is no smaller, however little there is room for. */
    public static final int LEAST_READ_BYTES = 1_024;

    private final AdaptiveRecvByteBufAllocator sizes =
            new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES);

    private final IntSupplier room;

    public TurnReads() {
        this(() -> Integer.MAX_VALUE);
    }

    /** For one connection: its reads are no larger than there is room for what they bring, and none follows once that is 0. */
    public TurnReads(IntSupplier room) {
        this.room = room;
        sizes.maxMessagesPerRead(READS_PER_TURN);
    }

    @Override
    @SuppressWarnings("deprecation") // the interface's own type
    public Handle newHandle() {
        return new Turn((ExtendedHandle) sizes.newHandle(), room);
    }

    private static final class Turn extends DelegatingHandle implements ExtendedHandle {
        private final ExtendedHandle sized;
        private final IntSupplier room;
        private int bytes;

        Turn(ExtendedHandle sized, IntSupplier room) {
            super(sized);
            this.sized = sized;
            this.room = room;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator buffers) {
            return buffers.ioBuffer(Math.min(sized.guess(), Math.max(LEAST_READ_BYTES, room.getAsInt())));
        }

        @Override
        public void reset(ChannelConfig config) {
            bytes = 0;
            sized.reset(config);
        }

        @Override
        public void lastBytesRead(int count) {
            bytes += Math.max(0, count);
            sized.lastBytesRead(count);
        }

        @Override
        public boolean continueReading() {
            return bytes < TURN_BYTES && sized.continueReading() && room.getAsInt() > 0;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return bytes < TURN_BYTES && sized.continueReading(maybeMore) && room.getAsInt() > 0;
        }
    }
}
