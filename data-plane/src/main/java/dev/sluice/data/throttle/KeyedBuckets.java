package dev.sluice.data.throttle;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one limit on one node, one for each value of its key that calls came with. Their number is bounded
 * ({@link KeyedRooms}): each value that is new takes the place of one that was not asked for lately, and a flood of values
 * that come once pushes out its own. Any loop may use it, without locks.
 */
public final class KeyedBuckets {
    /** Most that a new value looks at to find room. */
    private static final int MOST_LOOKS = 8;

    private final String tenant;
    private final @Nullable Rate rate;
    private final Burst burst;
    private final int concurrency;
    private final SharedBuckets shared;
    private final ConcurrentHashMap<Long, KeyedBucket> byId = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<KeyedBucket> oldestFirst = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean joined = new AtomicBoolean();
    private volatile KeyedRooms.@Nullable Room room;

    /**
     * None yet.
     *
     * @param rate null where the rate is not limited
     * @param concurrency most calls under way at once with the same value; 0: any number
     */
    public KeyedBuckets(String tenant, @Nullable Rate rate, Burst burst, int concurrency, SharedBuckets shared) {
        this.tenant = tenant;
        this.rate = rate;
        this.burst = burst;
        this.concurrency = concurrency;
        this.shared = shared;
    }

    @Nullable
    Rate rate() {
        return rate;
    }

    Burst burst() {
        return burst;
    }

    int concurrency() {
        return concurrency;
    }

    int size() {
        return size.get();
    }

    /**
     * A call begins: its value's bucket, which counts the call as under way where that is limited; null when too many are.
     *
     * @param id of the bucket among all
     */
    @Nullable
    KeyedBucket enter(long id) {
        while (true) {
            KeyedBucket bucket = of(id);
            KeyedBucket.Entry entry = concurrency == 0 ? KeyedBucket.Entry.ENTERED : bucket.enter(concurrency);
            switch (entry) {
                case ENTERED -> {
                    return bucket;
                }
                case FULL -> {
                    return null;
                }
                case RETIRED -> byId.remove(id, bucket);
            }
        }
    }

    /** A call that {@link #enter} counted is over. */
    void leave(KeyedBucket bucket) {
        if (concurrency > 0) {
            bucket.leave();
        }
    }

    private KeyedBucket of(long id) {
        KeyedBucket known = byId.get(id);
        if (known != null) {
            known.ask();
            return known;
        }
        var made = new KeyedBucket(id, rate == null ? null : shared.keyedBucket(id, tenant, rate, burst));
        KeyedBucket other = byId.putIfAbsent(id, made);
        if (other != null) {
            return other;
        }
        oldestFirst.add(made);
        size.incrementAndGet();
        KeyedRooms.Room shares = roomOfTenant();
        if (shares != null) {
            makeRoom(shares.most());
        }
        return made;
    }

    /** Null while another call is about to find it out. */
    private KeyedRooms.@Nullable Room roomOfTenant() {
        KeyedRooms.Room known = room;
        if (known == null && joined.compareAndSet(false, true)) {
            known = shared.rooms().join(tenant, this);
            room = known;
        }
        return known;
    }

    /** The oldest goes; one that was asked for meanwhile is passed over, unless nearly all were. */
    private void makeRoom(int most) {
        for (int looks = 1; looks <= MOST_LOOKS && size.get() > most; looks++) {
            KeyedBucket oldest = oldestFirst.poll();
            if (oldest == null) {
                return;
            }
            if ((oldest.wasAsked() && looks < MOST_LOOKS) || !oldest.retire()) {
                oldestFirst.add(oldest);
            } else {
                byId.remove(oldest.id(), oldest);
                size.decrementAndGet();
                SharedBucket tokens = oldest.tokens();
                if (tokens != null) {
                    shared.drop(tokens);
                }
            }
        }
    }
}
