package dev.sluice.data.edge;

import java.util.Arrays;

/**
 * Counts what an HTTP/2 connection makes this node do for nothing (security-requirements 27). One per connection, over
 * one window of time after the other.
 */
final class FrameCounts {
    private static final int DATA = 0;
    private static final int PRIORITY = 2;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int WINDOW_UPDATE = 8;
    private static final int OTHER = 10;

    /** A frame of DATA may be answered for its stream and for the connection. */
    private static final int UPDATES_PER_DATA = 2;

    private final Http2Limits limits;
    private final int[] frames = new int[OTHER + 1];
    private long windowStart = System.nanoTime();
    private int resets;
    private long updatesOwed;

    FrameCounts(Http2Limits limits) {
        this.limits = limits;
    }

    /** Frames of DATA were sent, which the client will answer by widening its windows. */
    void dataSent(int count) {
        updatesOwed += (long) UPDATES_PER_DATA * count;
    }

    /** Counts a frame of DATA without a byte or an end; false when it is one too many. */
    boolean emptyData(long now) {
        return count(DATA, now);
    }

    /** Counts a frame that is none of DATA, HEADERS, CONTINUATION and RST_STREAM; false when it is one too many. */
    boolean control(int type, long now) {
        if (type == WINDOW_UPDATE && updatesOwed > 0) {
            updatesOwed--;
            return true;
        }
        return count(type == PRIORITY || type == SETTINGS || type == PING || type == WINDOW_UPDATE ? type : OTHER, now);
    }

    /** Counts a stream that the client reset, or had reset; false when it is one too many. */
    boolean reset(long now) {
        roll(now);
        return ++resets <= limits.resets();
    }

    /** Streams that were reset in this window. */
    int resets(long now) {
        roll(now);
        return resets;
    }

    private boolean count(int kind, long now) {
        roll(now);
        return ++frames[kind] <= limits.controlFrames();
    }

    private void roll(long now) {
        if (now - windowStart > limits.window().toNanos()) {
            windowStart = now;
            resets = 0;
            Arrays.fill(frames, 0);
        }
    }
}
