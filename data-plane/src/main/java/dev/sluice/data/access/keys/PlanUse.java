package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.data.throttle.BucketId;
import dev.sluice.data.throttle.SharedBucket;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * That a key is in a plan, and what it has used of the plan on this node: its token buckets, and its calls in the present
 * period. Outlives changes of the key and of the plan; begins anew with the node. Any loop may use it, without locks.
 */
final class PlanUse {
    /** Above the calls of a period stands the period's first day. */
    private static final int DAY_SHIFT = 32;

    private static final long CALLS = 0xffff_ffffL;

    private final long joinedDay;
    private final AtomicReference<@Nullable SharedBucket> bucket = new AtomicReference<>();
    private final AtomicReference<@Nullable ConcurrentHashMap<PlanMethod, SharedBucket>> methods =
            new AtomicReference<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicReference<@Nullable DayCount> today = new AtomicReference<>();
    private final KeyInPlan name;
    private final UsageLedger ledger;
    private final SharedBuckets buckets;

    /**
     * Of a key that has used nothing yet.
     *
     * @param ledger is told of every call that is noted
     * @param buckets has what limits the key
     */
    PlanUse(ApiKeyRecord.Membership membership, String tenant, String key, UsageLedger ledger, SharedBuckets buckets) {
        this.name = new KeyInPlan(tenant, membership.plan(), key);
        this.ledger = ledger;
        this.buckets = buckets;
        this.joinedDay = membership.joinedDay();
    }

    boolean is(ApiKeyRecord.Membership membership) {
        return name.plan().equals(membership.plan()) && joinedDay == membership.joinedDay();
    }

    /** The plan's id. */
    String plan() {
        return name.plan();
    }

    /** Takes a token of all the plan's stages together; the wait as {@link SharedBucket#tryTake} tells it. */
    long tryTake(Limits limits, long nowNanos) {
        SharedBucket current = bucket.get();
        if (current == null || !limits.areOf(current)) {
            long id = BucketId.of("plan", name.tenant(), name.plan(), name.key());
            SharedBucket made = buckets.bucket(id, limits.rate(), limits.burst());
            current = bucket.compareAndSet(current, made) ? made : bucket.get();
        }
        return current == null ? 0 : current.tryTake(nowNanos);
    }

    /** Takes a token of one method. */
    long tryTake(PlanMethod method, Limits limits, long nowNanos) {
        var ofMethods = methods.get();
        if (ofMethods == null) {
            methods.compareAndSet(null, new ConcurrentHashMap<>(2));
            ofMethods = methods.get();
        }
        if (ofMethods == null) {
            throw new IllegalStateException("buckets are never taken away");
        }
        SharedBucket current = ofMethods.get(method);
        if (current == null || !limits.areOf(current)) {
            current = ofMethods.compute(
                    method,
                    (_, present) -> present != null && limits.areOf(present)
                            ? present
                            : buckets.bucket(id(method), limits.rate(), limits.burst()));
        }
        return current.tryTake(nowNanos);
    }

    private long id(PlanMethod method) {
        String api = method.stage().api();
        String stage = method.stage().stage();
        return BucketId.of("plan-method", name.tenant(), name.plan(), name.key(), api, stage, method.name());
    }

    /** Notes a call on a day, for whoever asks what the key used. */
    void note(long day) {
        DayCount current = today.get();
        if (current == null || current.day() != day) {
            DayCount made = new DayCount(ledger, name, day);
            // Whoever comes second counts in its own, which is reported as well.
            today.compareAndSet(current, made);
            current = made;
        }
        current.add();
    }

    /** Counts a call on a day, unless the quota has no more for its period. */
    boolean tryCount(PlanQuota quota, long day) {
        long first = quota.firstDay(day);
        long allowed = quota.allowed(first, joinedDay);
        while (true) {
            long seen = calls.get();
            long used = seen >>> DAY_SHIFT == first ? seen & CALLS : 0;
            if (used >= allowed) {
                return false;
            }
            if (calls.compareAndSet(seen, first << DAY_SHIFT | (used + 1))) {
                return true;
            }
        }
    }
}
