package dev.sluice.data.edge;

import dev.sluice.data.netty.TurnReads;

/**
 * How far the replies of one HTTP/2 connection may run ahead of its client. An origin is read as far as the windows of its
 * stream go. Of a few streams it is read beyond them, so that a head comes that is to be read before any window is open;
 * of the others once the client has taken something of those, or opens their windows. Whoever does that is never held up
 * by streams that their client leaves alone. Confined to the connection's loop.
 */
final class ReplyRoom {
    /** A record of TLS comes whole. */
    private static final int RECORD_BYTES = 16_384;

    private final int mostWaiting;
    private int waiting;
    private boolean refused;

    /**
     * Nothing waits yet.
     *
     * @param mostWaiting so many replies may be read beyond their windows
     */
    ReplyRoom(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    /**
     * How many bytes may come for a stream, 0 for none.
     *
     * @param windowBytes what its client takes now
     */
    int bytes(int windowBytes) {
        if (windowBytes >= TurnReads.MAX_TURN_BYTES) {
            return Integer.MAX_VALUE;
        }
        if (waiting < mostWaiting) {
            return Math.max(windowBytes, TurnReads.LEAST_READ_BYTES);
        }
        refused |= windowBytes < RECORD_BYTES;
        return windowBytes < RECORD_BYTES ? 0 : windowBytes;
    }

    /** A stream's client has to take something before more of its reply can go. */
    void waits() {
        waiting++;
    }

    /** It has, or the stream is over. Tells whether others may have waited for that. */
    boolean taken() {
        boolean some = refused && waiting == mostWaiting;
        waiting--;
        refused &= !some;
        return some;
    }
}
