package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.access.QuotaRecord;
import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The API keys and usage plans of every tenant of the node. Loops read without locks; one worker changes them. What is
 * not known opens nothing.
 */
public final class ApiKeys {
    /** Most keys of a node, of some 500 bytes each: what is beyond is refused, and so opens nothing. */
    public static final int MOST_KEYS = 1_000_000;

    private final ConcurrentHashMap<String, TenantApiKeys> byTenant = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private final UsageLedger usage = new UsageLedger();
    private final PlanCounts counts = new PlanCounts(usage);
    private final SharedBuckets buckets;
    private final int most;

    /** An empty table; all keys are limited by buckets of these. */
    public ApiKeys(SharedBuckets buckets) {
        this(buckets, MOST_KEYS);
    }

    /** A table for so many keys. */
    public ApiKeys(SharedBuckets buckets, int most) {
        this.buckets = buckets;
        this.most = most;
    }

    /** The keys of a tenant, which stay the same object however they change. */
    public TenantApiKeys of(String tenant) {
        return byTenant.computeIfAbsent(tenant, _ -> new TenantApiKeys(counts, buckets));
    }

    /** What the keys used and nobody was told yet. */
    public UsageLedger usage() {
        return usage;
    }

    /**
     * Puts a key into effect, or ends it; calls under way keep what they have found.
     *
     * @return false when the table is full and the key is another one
     * @throws IllegalArgumentException when the record's hash or its key is none
     */
    public boolean put(ApiKeyRecord key) {
        TenantApiKeys keys = of(key.tenant());
        if (key.isEnded()) {
            removeKey(key.tenant(), key.id());
            return true;
        }
        boolean another = !keys.holds(key.id());
        if (another && held.get() >= most) {
            return false;
        }
        keys.put(key);
        if (another) {
            held.incrementAndGet();
        }
        return true;
    }

    /**
     * Puts what a key used of a plan on all nodes into effect, or ends it. Its tables are others than those of keys and plans,
     * so another worker may do this.
     *
     * @param sequence up to which report of this run of the node it holds what was used here
     * @throws IllegalArgumentException when the record names a period that there is not
     */
    public void put(QuotaRecord quota, long sequence) {
        if (quota.deleted()) {
            removeQuota(quota.tenant(), quota.plan(), quota.key());
        } else {
            var name = new KeyInPlan(quota.tenant(), quota.plan(), quota.key());
            counts.tell(name, QuotaTotal.of(quota), sequence);
        }
    }

    /**
     * Puts a plan into effect, or ends it.
     *
     * @throws IllegalArgumentException when the record names a period that there is not
     */
    public void put(UsagePlanRecord plan) {
        if (plan.isEnded()) {
            removePlan(plan.tenant(), plan.id());
        } else {
            of(plan.tenant()).put(plan);
        }
    }

    /** Ends a key. */
    public void removeKey(String tenant, String id) {
        if (of(tenant).removeKey(id)) {
            held.decrementAndGet();
        }
    }

    /** What all nodes used of a plan by a key is not known any more. */
    public void removeQuota(String tenant, String plan, String key) {
        counts.forgetTotal(new KeyInPlan(tenant, plan, key));
    }

    /** Ends a plan. */
    public void removePlan(String tenant, String id) {
        of(tenant).removePlan(id);
    }
}
