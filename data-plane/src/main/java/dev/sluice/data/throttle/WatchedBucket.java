package dev.sluice.data.throttle;

import java.time.Duration;

/** How much a bucket that is in use is asked for. Confined to the thread of the heartbeats. */
final class WatchedBucket {
    /** What the demand is smoothed over. */
    private static final double SMOOTHED_SECONDS = 1;

    /** How long a node that was asked for a bucket keeps its share of it while nobody else is. */
    private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();

    private final SharedBucket bucket;
    private int tries;
    private double perSecond;
    private long triedNanos;
    private long busyNanos;

    /** From a call on that is counted already. */
    WatchedBucket(SharedBucket bucket, long nowNanos) {
        this.bucket = bucket;
        this.tries = bucket.tries() - 1;
        this.triedNanos = nowNanos;
        this.busyNanos = nowNanos - REMEMBERED_NANOS;
    }

    SharedBucket bucket() {
        return bucket;
    }

    double perSecond() {
        return perSecond;
    }

    /** As a part of the bucket's rate. */
    double relative() {
        return perSecond / bucket.rate().perSecond();
    }

    /**
     * One look at all buckets.
     *
     * @param seconds since the look before
     * @param weight of these against all before
     * @param busy the relative demand from which on the other nodes have to know
     */
    record Look(long nowNanos, double seconds, double weight, double busy) {
        static Look after(double seconds, long nowNanos, double busy) {
            return new Look(nowNanos, seconds, 1 - Math.exp(-seconds / SMOOTHED_SECONDS), busy);
        }
    }

    /** Counts the calls since the look before. */
    void measure(Look look) {
        int now = bucket.tries();
        int calls = now - tries;
        tries = now;
        perSecond += (calls / look.seconds() - perSecond) * look.weight();
        if (calls > 0) {
            triedNanos = look.nowNanos();
        }
        if (relative() >= look.busy()) {
            busyNanos = look.nowNanos();
        }
    }

    /** Whether it is asked for so much, or was a short time ago, that it changes what other nodes have. */
    boolean matters(long nowNanos) {
        return nowNanos - busyNanos < REMEMBERED_NANOS && perSecond > 0;
    }

    /** Whether nobody has asked for it for so long that it need not be looked at until somebody does. */
    boolean rests(long nowNanos) {
        return nowNanos - triedNanos > REMEMBERED_NANOS;
    }
}
