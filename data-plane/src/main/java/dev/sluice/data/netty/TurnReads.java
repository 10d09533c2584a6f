package dev.sluice.data.netty;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How much of a connection is read before the others of its loop have their turn. Reads grow with what comes, as Netty's
 * own; beyond the first {@value #TURN_BYTES} bytes no further one follows, since a few kilobytes of tiny chunks or frames
 * are some milliseconds of work. Thread-safe.
 */
public final class TurnReads implements RecvByteBufAllocator {
    private static final int FIRST_READ_BYTES = 2_048;
    private static final int MIN_READ_BYTES = 1_024;
    private static final int READS_PER_TURN = 4;
    private static final int TURN_BYTES = 16_384;

    /** The largest single read. */
    public static final int MAX_READ_BYTES = 32_768;

    private final AdaptiveRecvByteBufAllocator sizes =
            new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES);

    public TurnReads() {
        sizes.maxMessagesPerRead(READS_PER_TURN);
    }

    @Override
    @SuppressWarnings("deprecation") // the interface's own type
    public Handle newHandle() {
        return new Turn((ExtendedHandle) sizes.newHandle());
    }

    private static final class Turn extends DelegatingHandle implements ExtendedHandle {
        private final ExtendedHandle sized;
        private int bytes;

        Turn(ExtendedHandle sized) {
            super(sized);
            this.sized = sized;
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
            return bytes < TURN_BYTES && sized.continueReading();
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return bytes < TURN_BYTES && sized.continueReading(maybeMore);
        }
    }
}
