package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.data.throttle.BucketId;
import dev.sluice.data.throttle.SharedBucket;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * That a key is in a plan, and what it has used of the plan: its token buckets on this node, and its calls on all nodes.
 * Outlives changes of the key and of the plan. Any loop may use it, without locks.
 */
final class PlanUse {
    private final long joinedDay;
    private final AtomicReference<@Nullable SharedBucket> bucket = new AtomicReference<>();
    private final AtomicReference<@Nullable ConcurrentHashMap<PlanMethod, SharedBucket>> methods =
            new AtomicReference<>();
    private final KeyInPlan name;
    private final PlanCounts counts;
    private final PlanCount count;
    private final SharedBuckets buckets;

    /**
     * Of a key that is in the plan from now on, until it {@link #leave}s it.
     *
     * @param counts has what was used of plans, and is told of every call
     * @param buckets has what limits the key
     */
    PlanUse(ApiKeyRecord.Membership membership, String tenant, String key, PlanCounts counts, SharedBuckets buckets) {
        this.name = new KeyInPlan(tenant, membership.plan(), key);
        this.counts = counts;
        this.count = counts.join(name);
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
            SharedBucket made = buckets.planBucket(id, name.tenant(), limits.rate(), limits.burst());
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
                            : buckets.planBucket(id(method), name.tenant(), limits.rate(), limits.burst()));
        }
        return current.tryTake(nowNanos);
    }

    private long id(PlanMethod method) {
        String api = method.stage().api();
        String stage = method.stage().stage();
        return BucketId.of("plan-method", name.tenant(), name.plan(), name.key(), api, stage, method.name());
    }

    /** Counts a call on a day, for whoever asks what the key used. */
    void count(long day) {
        count.add(day);
    }

    /** Counts a call on a day, unless the quota has no more for its period. */
    boolean tryCount(PlanQuota quota, long day) {
        return count.tryAdd(quota, joinedDay, day);
    }

    /** The key is in the plan no longer; calls under way may still count. */
    void leave() {
        counts.leave(name);
    }
}
