package dev.sluice.data.throttle;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A token bucket that all nodes of a cell have together: each has a share of its rate and burst, by what it is asked for.
 * Any loop may take from it, without locks.
 */
public final class SharedBucket {
    private static final AtomicIntegerFieldUpdater<SharedBucket> TRIES =
            AtomicIntegerFieldUpdater.newUpdater(SharedBucket.class, "tries");

    private final long id;
    private final TokenBucket bucket;
    private final String tenant;
    private final Kind kind;
    private final SharedBuckets all;
    private volatile int tries;
    private volatile boolean watched;

    /** What it is there for: of the latter two a tenant has as many as it has API keys, or its clients come with values. */
    enum Kind {
        SETTING,
        PLAN,
        VALUE
    }

    /**
     * A full one.
     *
     * @param tenant whose calls it limits
     */
    SharedBucket(long id, TokenBucket bucket, String tenant, Kind kind, SharedBuckets all) {
        this.id = id;
        this.bucket = bucket;
        this.tenant = tenant;
        this.kind = kind;
        this.all = all;
    }

    /** Of all nodes together. */
    public Rate rate() {
        return bucket.rate();
    }

    /** Of all nodes together. */
    public Burst burst() {
        return bucket.burst();
    }

    /** Whether its limits are these. */
    public boolean has(Rate rate, Burst burst) {
        return rate().equals(rate) && burst().equals(burst);
    }

    /** Takes a token of this node's share, as {@link TokenBucket#tryTake}. */
    public long tryTake(long nowNanos) {
        if (bucket.limits()) {
            TRIES.getAndIncrement(this);
            if (!watched) {
                watched = true;
                all.watch(this, nowNanos);
            }
        }
        return bucket.tryTake(nowNanos);
    }

    /** Whole tokens of this node's share. */
    long tokens(long nowNanos) {
        return bucket.tokens(nowNanos);
    }

    /** Time until this node's share has a token more; 0 when it is full. */
    long nextNanos(long nowNanos) {
        return bucket.nextNanos(nowNanos);
    }

    String tenant() {
        return tenant;
    }

    Kind kind() {
        return kind;
    }

    long id() {
        return id;
    }

    /** Calls so far, let pass or not; wraps. */
    int tries() {
        return tries;
    }

    /** Takes its share by who shares it now. */
    void share(Shares now, long nowNanos) {
        bucket.share(now.of(id, rate()), nowNanos);
    }

    /** From its next call on it is watched again. */
    void unwatch() {
        watched = false;
    }
}
