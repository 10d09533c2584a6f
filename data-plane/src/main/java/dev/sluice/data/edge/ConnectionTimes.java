package dev.sluice.data.edge;

import io.netty.channel.Channel;

/**
 * How long one connection may stay as it is (security-requirements 26). Nothing is scheduled per request: the loop's one
 * timer asks a few times a second. Confined to the loop.
 */
final class ConnectionTimes {
    private static final long LINGER_NANOS = 5_000_000_000L;
    private static final long LINGER_QUIET_NANOS = 2_000_000_000L;

    enum Phase {
        /** Nothing came yet. */
        SILENT,
        /** Between two requests. */
        IDLE,
        /** A head is on its way. */
        HEAD,
        /** A request is served. */
        CALL,
        /** The last reply is sent; what still comes is thrown away, so that the client can read that reply. */
        LINGER
    }

    enum Verdict {
        FINE,
        CLOSE,
        HEAD_LATE,
        BODY_SLOW
    }

    private final EdgeLimits limits;
    private final BodyPace pace;
    private final WriteStall stall;
    private Phase phase = Phase.SILENT;
    private long since = System.nanoTime();
    private long asked = since;
    private long lingered;

    ConnectionTimes(EdgeLimits limits) {
        this.limits = limits;
        this.pace = new BodyPace(limits);
        this.stall = new WriteStall(limits);
        pace.start(since);
    }

    Phase phase() {
        return phase;
    }

    long sinceNanos() {
        return since;
    }

    void enter(Phase next, long now) {
        phase = next;
        since = now;
        asked = now;
        pace.start(now);
    }

    /**
     * Judges the connection.
     *
     * @param wanting whether the client is expected to send more of a body, and not held back by this node
     * @param received bytes of that body so far; lingering, those that were thrown away
     */
    Verdict judge(long now, Channel channel, boolean wanting, long received) {
        if (stall.isOver(now, channel)) {
            return Verdict.CLOSE;
        }
        long waited = now - since;
        return switch (phase) {
            case SILENT -> waited > limits.headTime().toNanos() ? Verdict.CLOSE : Verdict.FINE;
            case IDLE -> waited > limits.idleTime().toNanos() ? Verdict.CLOSE : Verdict.FINE;
            case HEAD -> waited > limits.headTime().toNanos() ? Verdict.HEAD_LATE : Verdict.FINE;
            case CALL -> pace.isSlow(now, wanting, received) ? Verdict.BODY_SLOW : Verdict.FINE;
            case LINGER -> waited > LINGER_NANOS || isQuiet(now, received) ? Verdict.CLOSE : Verdict.FINE;
        };
    }

    /** Whether a client that was answered its last reply has stopped sending without closing. */
    private boolean isQuiet(long now, long received) {
        if (received != lingered) {
            lingered = received;
            asked = now;
        }
        return now - asked > LINGER_QUIET_NANOS;
    }
}
