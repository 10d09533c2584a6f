package dev.sluice.data.throttle;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one long, shared by all loops of a node and exact over them.
 *
 * <p>The long is the time at which the bucket will be full again (the generic cell rate algorithm). Each call that passes
 * moves it one interval on; a call waits when that would lie more than a full bucket ahead of now. Intervals are rounded
 * up to whole nanoseconds, so the rate is never exceeded.
 */
public final class TokenBucket {
    /** The wait of a bucket that never lets a call pass. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long UNTOUCHED = Long.MIN_VALUE;
    private static final double NANOS_PER_SECOND = 1_000_000_000d;

    /** The longest interval and capacity, about a year each, so that no sum overflows. */
    private static final long MAX_NANOS = 1L << 55;

    private final Rate rate;
    private final Burst burst;
    private final boolean limits;
    private final long intervalNanos;
    private final long capacityNanos;
    private final AtomicLong fullAt = new AtomicLong(UNTOUCHED);

    public TokenBucket(Rate rate, Burst burst) {
        this.rate = rate;
        this.burst = burst;
        this.limits = rate.perSecond() > 0 && burst.tokens() > 0;
        double interval = limits ? Math.ceil(NANOS_PER_SECOND / rate.perSecond()) : 0;
        this.intervalNanos = (long) Math.min(interval, MAX_NANOS);
        this.capacityNanos = limits ? (long) Math.min((burst.tokens() - 1d) * intervalNanos, MAX_NANOS) : 0;
    }

    public Rate rate() {
        return rate;
    }

    public Burst burst() {
        return burst;
    }

    /**
     * Takes a token if there is one.
     *
     * @param nowNanos monotonic clock
     * @return 0 when taken, else the time until there will be one; {@link #NEVER} for a bucket that is always empty
     */
    public long tryTake(long nowNanos) {
        if (rate.perSecond() == 0 || burst.tokens() == 0) {
            return NEVER;
        }
        if (!limits) {
            return 0;
        }
        while (true) {
            long full = fullAt.get();
            long ahead = full == UNTOUCHED ? 0 : Math.max(0, full - nowNanos);
            if (ahead > capacityNanos) {
                return ahead - capacityNanos;
            }
            if (fullAt.compareAndSet(full, nowNanos + ahead + intervalNanos)) {
                return 0;
            }
        }
    }
}
