package dev.sluice.data.throttle;

import dev.sluice.data.pipeline.NanoClock;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The buckets that this node shares with the others of its cell. Without a coordinator: each node tells in its heartbeats
 * what it is asked for ({@link #demand}), hears what the others tell ({@link #hear}), and takes the share that follows.
 * Loops take from buckets and never wait; only buckets that are in use are looked at.
 */
public final class SharedBuckets {
    private static final double NANOS_PER_SECOND = 1_000_000_000d;
    private static final MathContext DIGITS = new MathContext(3);

    private final NanoClock clock;
    private final ConcurrentHashMap<Long, WatchedBucket> watched = new ConcurrentHashMap<>();
    private final KeyedRooms rooms = new KeyedRooms();
    private final NodeNews news;
    private volatile Shares shares = Shares.ALONE;
    private long measuredNanos;

    public SharedBuckets(NanoClock clock) {
        this.clock = clock;
        this.measuredNanos = clock.nanos();
        this.news = new NodeNews(measuredNanos);
    }

    /**
     * A bucket of a tenant's stage or account, full.
     *
     * @param id {@link BucketId}
     */
    public SharedBucket bucket(long id, String tenant, Rate rate, Burst burst) {
        return new SharedBucket(id, new TokenBucket(rate, burst), tenant, SharedBucket.Kind.SETTING, this);
    }

    /** A bucket of one API key in a usage plan, full. */
    public SharedBucket planBucket(long id, String tenant, Rate rate, Burst burst) {
        return new SharedBucket(id, new TokenBucket(rate, burst), tenant, SharedBucket.Kind.PLAN, this);
    }

    /** A bucket that is full, one of so many that clients may make. */
    SharedBucket keyedBucket(long id, String tenant, Rate rate, Burst burst) {
        return new SharedBucket(id, new TokenBucket(rate, burst), tenant, SharedBucket.Kind.VALUE, this);
    }

    /** How many of those a node may keep. */
    KeyedRooms rooms() {
        return rooms;
    }

    /** How many buckets are looked at with each heartbeat. */
    int watching() {
        return watched.size();
    }

    /** Nobody will take from a bucket any more. */
    void drop(SharedBucket bucket) {
        watched.computeIfPresent(bucket.id(), (_, each) -> each.bucket() == bucket ? null : each);
    }

    /** Called by the loop that takes from a bucket that rested. */
    void watch(SharedBucket bucket, long nowNanos) {
        watched.put(bucket.id(), new WatchedBucket(bucket, nowNanos));
        Shares seen;
        do {
            seen = shares;
            bucket.share(seen, nowNanos);
        } while (!seen.equals(shares));
    }

    /**
     * What this node is asked for now, in calls a second, by the names of buckets; empty when nobody has to know. For the
     * next heartbeat; one thread calls it, with each of them.
     */
    public Map<String, Double> demand() {
        long now = clock.nanos();
        double seconds = Math.max(1, now - measuredNanos) / NANOS_PER_SECOND;
        measuredNanos = now;
        int nodes = shares.nodes();
        // What is less is counted as if it were more, so it need not be told.
        var look = WatchedBucket.Look.after(seconds, now, Shares.LEAST / nodes);
        List<WatchedBucket> told = new ArrayList<>();
        for (WatchedBucket each : watched.values()) {
            each.measure(look);
            if (each.rests(now)) {
                forget(each);
            } else if (nodes > 1 && each.matters(now)) {
                told.add(each);
            }
        }
        return named(told);
    }

    /** In this order, so that a call meanwhile is watched anew. */
    private void forget(WatchedBucket resting) {
        watched.remove(resting.bucket().id(), resting);
        resting.bucket().unwatch();
    }

    private static Map<String, Double> named(List<WatchedBucket> told) {
        Map<String, Double> named = new HashMap<>();
        for (WatchedBucket each : Naming.most(told)) {
            named.put(NodeDemand.name(each.bucket().id()), rounded(each.perSecond()));
        }
        return named;
    }

    /** Exact enough for shares, and short. */
    private static double rounded(double perSecond) {
        return new BigDecimal(perSecond).round(DIGITS).doubleValue();
    }

    /** Takes the heartbeat of another node. One thread calls it and {@link #hearOwn}, in the order of their arrival. */
    public void hear(NodeDemand told) {
        Set<Long> named = new HashSet<>(told.perSecond().keySet());
        named.addAll(news.of(told.node()).keySet());
        news.other(told);
        put(named);
    }

    /** Takes a heartbeat of this node that came back: only with these does time pass for nodes that are silent. */
    public void hearOwn(NodeDemand told) {
        Set<Long> named = new HashSet<>(told.perSecond().keySet());
        named.addAll(shares.own().keySet());
        news.own(told.perSecond(), clock.nanos());
        put(named);
    }

    /** Puts what was heard into effect: on the buckets that it names, or on all when the nodes are others. */
    private void put(Set<Long> named) {
        int former = shares.nodes();
        Shares present = news.shares();
        shares = present;
        long now = clock.nanos();
        if (present.nodes() == former) {
            for (Long id : named) {
                WatchedBucket each = watched.get(id);
                if (each != null) {
                    each.bucket().share(present, now);
                }
            }
        } else {
            watched.forEach((_, each) -> each.bucket().share(present, now));
        }
    }
}
