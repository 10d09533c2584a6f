package dev.sluice.data.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * How long one connection may stay as it is (security-requirements 26). Nothing is scheduled per request: the loop's one
 * timer asks a few times a second. Confined to the loop.
 */
final class ConnectionTimes {
    private static final long LINGER_NANOS = 5_000_000_000L;
    private static final long LINGER_QUIET_NANOS = 2_000_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

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
    private Phase phase = Phase.SILENT;
    private long since = System.nanoTime();
    private long asked = since;
    private long bodyNanos;
    private long stalledSince;
    private long pendingBytes;
    private long progress;
    private long lingered;

    ConnectionTimes(EdgeLimits limits) {
        this.limits = limits;
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
        bodyNanos = 0;
    }

    /**
     * Judges the connection.
     *
     * @param wanting whether the client is expected to send more of a body, and not held back by this node
     * @param received bytes of that body so far; lingering, those that were thrown away
     */
    Verdict judge(long now, Channel channel, boolean wanting, long received) {
        if (stalls(now, channel)) {
            return Verdict.CLOSE;
        }
        long waited = now - since;
        return switch (phase) {
            case SILENT -> waited > limits.headTime().toNanos() ? Verdict.CLOSE : Verdict.FINE;
            case IDLE -> waited > limits.idleTime().toNanos() ? Verdict.CLOSE : Verdict.FINE;
            case HEAD -> waited > limits.headTime().toNanos() ? Verdict.HEAD_LATE : Verdict.FINE;
            case CALL -> isSlow(now, wanting, received) ? Verdict.BODY_SLOW : Verdict.FINE;
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

    private boolean isSlow(long now, boolean wanting, long received) {
        if (wanting) {
            bodyNanos += now - asked;
        }
        asked = now;
        return wanting
                && bodyNanos > limits.bodyRateGrace().toNanos()
                && received < limits.bodyBytesPerSecond() * (double) bodyNanos / NANOS_PER_SECOND;
    }

    private boolean stalls(long now, Channel channel) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long pending = out == null ? 0 : out.totalPendingWriteBytes();
        long current = out == null ? 0 : out.currentProgress();
        if (pending == 0 || pending != pendingBytes || current != progress) {
            pendingBytes = pending;
            progress = current;
            stalledSince = now;
            return false;
        }
        return now - stalledSince > limits.writeStall().toNanos();
    }
}
