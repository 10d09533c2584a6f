package dev.sluice.data.edge;

/**
 * Whether a request's body comes fast enough (security-requirements 26); only time in which the client is expected to send
 * counts. One per connection or stream.
 */
final class BodyPace {
    /** So much may be on its way unseen, since a record of TLS and a frame of HTTP/2 are read whole. */
    static final long RECORD_BYTES = 16_384;

    private static final double NANOS_PER_SECOND = 1e9;

    private final EdgeLimits limits;
    private long asked;
    private long waitedNanos;

    BodyPace(EdgeLimits limits) {
        this.limits = limits;
    }

    void start(long now) {
        asked = now;
        waitedNanos = 0;
    }

    /**
     * Judges the body.
     *
     * @param wanting whether the client is expected to send more, and not held back by this node
     * @param received bytes so far
     */
    boolean isSlow(long now, boolean wanting, long received) {
        if (wanting) {
            waitedNanos += now - asked;
        }
        asked = now;
        return wanting
                && waitedNanos > limits.bodyRateGrace().toNanos()
                && received < limits.bodyBytesPerSecond() * (waitedNanos / NANOS_PER_SECOND);
    }
}
