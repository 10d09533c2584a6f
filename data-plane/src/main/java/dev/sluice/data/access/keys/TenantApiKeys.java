package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.ApiKeyHash;
import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API keys and usage plans of one tenant. Loops look keys up without locks, in a time that does not depend on how
 * many there are; one worker changes them.
 */
public final class TenantApiKeys {
    /** Longest value of a key (management-api 3). */
    private static final int MOST_CHARACTERS = 128;

    /** A tenant has one; another one comes when its keys are hashed anew. */
    private static final int MOST_HASHINGS = 4;

    private final ConcurrentHashMap<KeyHash, ApiKey> byHash = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, ApiKey> byId = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, UsagePlan> plans = new ConcurrentHashMap<>();
    private final PlanCounts counts;
    private final SharedBuckets buckets;
    private volatile List<Hashing> hashings = List.of();

    private record Hashing(String key, ApiKeyHash hash) {}

    /**
     * Without keys.
     *
     * @param counts has what keys use
     * @param buckets has what limits them
     */
    TenantApiKeys(PlanCounts counts, SharedBuckets buckets) {
        this.counts = counts;
        this.buckets = buckets;
    }

    /** The key of that value; null when the tenant has none. */
    @Nullable
    ApiKey find(String value) {
        List<Hashing> known = hashings;
        if (value.length() > MOST_CHARACTERS) {
            return null;
        }
        for (int index = 0; index < known.size(); index++) {
            ApiKey key = byHash.get(KeyHash.of(known.get(index).hash().of(value)));
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    /**
     * A call to a stage with a key: by the plan that opens the stage to it, which is one at most (management-api 8); null when
     * none does.
     */
    @Nullable
    KeyedCall call(String value, ApiKey key, StageKey stage) {
        for (int index = 0; index < key.planCount(); index++) {
            PlanUse use = key.use(index);
            UsagePlan plan = plans.get(use.plan());
            if (plan != null && plan.opens(stage)) {
                return new KeyedCall(value, key.id(), plan, use);
            }
        }
        return null;
    }

    boolean holds(String keyId) {
        return byId.containsKey(keyId);
    }

    /** Throws IllegalArgumentException when the record's hash or its key is none. */
    void put(ApiKeyRecord record) {
        ApiKey former = byId.get(record.id());
        learn(String.valueOf(record.hashKey()));
        ApiKey key = new ApiKey(record, former, counts, buckets);
        byHash.put(key.hash(), key);
        byId.put(key.id(), key);
        if (former != null && !former.hash().equals(key.hash())) {
            byHash.remove(former.hash(), former);
        }
    }

    private void learn(String hashKey) {
        if (hashings.stream().noneMatch(known -> known.key().equals(hashKey))) {
            var learnt = new Hashing(hashKey, new ApiKeyHash(Base64.getDecoder().decode(hashKey)));
            hashings = Stream.concat(Stream.of(learnt), hashings.stream())
                    .limit(MOST_HASHINGS)
                    .toList();
        }
    }

    /** False when there was none. */
    boolean removeKey(String id) {
        ApiKey former = byId.remove(id);
        if (former != null) {
            byHash.remove(former.hash(), former);
            former.leavePlans();
        }
        return former != null;
    }

    /** Throws IllegalArgumentException when the record names a period that there is not. */
    void put(UsagePlanRecord plan) {
        plans.put(plan.id(), new UsagePlan(plan));
    }

    void removePlan(String id) {
        plans.remove(id);
    }
}
