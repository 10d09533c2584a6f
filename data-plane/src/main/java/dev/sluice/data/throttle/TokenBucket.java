package dev.sluice.data.throttle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket in one long, shared by all loops of a node and exact over them.
 *
 * <p>The long is the time at which the bucket was empty (the generic cell rate algorithm): what has passed since then are
 * its tokens, up to a full bucket. Each call that passes moves it one interval on. Intervals are rounded up to whole
 * nanoseconds, so the rate is never exceeded. A bucket that has a share of the rate has a {@link Pace}: its time goes
 * slower, its intervals stay.
 */
public final class TokenBucket {
    /** The wait of a bucket that never lets a call pass. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long UNTOUCHED = Long.MIN_VALUE;
    private static final double NANOS_PER_SECOND = 1_000_000_000d;

    /** The longest interval and capacity, about a year each, so that no sum overflows. */
    private static final long MAX_NANOS = 1L << 55;

    private static final VarHandle PACE;

    static {
        try {
            PACE = MethodHandles.lookup().findVarHandle(TokenBucket.class, "pace", Pace.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Rate rate;
    private final Burst burst;
    private final boolean limits;
    private final long intervalNanos;
    private final long capacityNanos;
    private final AtomicLong emptyAt = new AtomicLong(UNTOUCHED);
    private volatile @Nullable Pace pace;

    /**
     * How fast the time of a bucket goes since its share changed last, and what it holds at most.
     *
     * @param sinceNanos when that was
     * @param from the bucket's own time then
     */
    private record Pace(long sinceNanos, long from, Share share, long capacityNanos) {
        /** The bucket's own time. */
        long at(long nowNanos) {
            long passed = nowNanos - sinceNanos;
            return from + (share.rate() == 1 ? passed : (long) (passed * share.rate()));
        }
    }

    public TokenBucket(Rate rate, Burst burst) {
        this.rate = rate;
        this.burst = burst;
        this.limits = rate.perSecond() > 0 && burst.tokens() > 0;
        double interval = limits ? Math.ceil(NANOS_PER_SECOND / rate.perSecond()) : 0;
        this.intervalNanos = (long) Math.min(interval, MAX_NANOS);
        this.capacityNanos = (long) Math.min((double) burst.tokens() * intervalNanos, MAX_NANOS);
    }

    public Rate rate() {
        return rate;
    }

    public Burst burst() {
        return burst;
    }

    /** Whether it lets calls pass, and not all of them. */
    boolean limits() {
        return limits;
    }

    /**
     * Takes a token if there is one.
     *
     * @param nowNanos monotonic clock
     * @return 0 when taken, else the time until there will be one; {@link #NEVER} for a bucket that is always empty
     */
    public long tryTake(long nowNanos) {
        if (!limits) {
            return rate.perSecond() == 0 || burst.tokens() == 0 ? NEVER : 0;
        }
        Pace current = pace;
        long time = current == null ? nowNanos : current.at(nowNanos);
        long capacity = current == null ? capacityNanos : current.capacityNanos();
        while (true) {
            long empty = emptyAt.get();
            long level = empty == UNTOUCHED ? capacity : Math.min(capacity, time - empty);
            if (level < intervalNanos) {
                long missing = intervalNanos - level;
                return current == null
                        ? missing
                        : (long) Math.ceil(missing / current.share().rate());
            }
            if (emptyAt.compareAndSet(empty, time - level + intervalNanos)) {
                return 0;
            }
        }
    }

    /** Whole tokens that it holds; for one that {@link #limits}. */
    long tokens(long nowNanos) {
        return level(nowNanos) / intervalNanos;
    }

    /** Time until it holds one more, if nobody takes any; 0 when it is full. For one that {@link #limits}. */
    long nextNanos(long nowNanos) {
        long level = level(nowNanos);
        long missing = intervalNanos - level % intervalNanos;
        Pace current = pace;
        if (level + missing > (current == null ? capacityNanos : current.capacityNanos())) {
            return 0;
        }
        return current == null
                ? missing
                : (long) Math.ceil(missing / current.share().rate());
    }

    private long level(long nowNanos) {
        Pace current = pace;
        long time = current == null ? nowNanos : current.at(nowNanos);
        long capacity = current == null ? capacityNanos : current.capacityNanos();
        long empty = emptyAt.get();
        return empty == UNTOUCHED ? capacity : Math.clamp(time - empty, 0, capacity);
    }

    /**
     * Gives the bucket a share of its rate and burst. It keeps the tokens that it has and that still fit; one that grows
     * gets no more of them at once. The whole again is exact. Any thread.
     */
    void share(Share share, long nowNanos) {
        while (limits) {
            Pace former = pace;
            if (share.equals(former == null ? Share.WHOLE : former.share())) {
                return;
            }
            long time = former == null ? nowNanos : former.at(nowNanos);
            long held = former == null ? capacityNanos : former.capacityNanos();
            long capacity = capacity(share.burst());
            if (capacity > held) {
                keepAtMost(held, time);
            }
            if (PACE.compareAndSet(this, former, new Pace(nowNanos, time, share, capacity))) {
                return;
            }
        }
    }

    /** One token more than its part: a share of less than one could never let a call pass. */
    private long capacity(double burst) {
        return burst == 1 ? capacityNanos : Math.min(capacityNanos, (long) (capacityNanos * burst) + intervalNanos);
    }

    /** A full bucket does not keep count of what it could not hold; before it can hold more, it has to. */
    private void keepAtMost(long capacity, long time) {
        long empty = emptyAt.get();
        while ((empty == UNTOUCHED || time - empty > capacity) && !emptyAt.compareAndSet(empty, time - capacity)) {
            empty = emptyAt.get();
        }
    }
}
