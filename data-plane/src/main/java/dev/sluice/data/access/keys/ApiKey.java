package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An API key as a node knows it: without its value. Immutable but for what it uses of its plans. */
final class ApiKey {
    private final String id;
    private final boolean enabled;
    private final KeyHash hash;
    private final PlanUse[] uses;

    /**
     * Throws IllegalArgumentException when the record's hash is none.
     *
     * @param former what the node knew of the key: what was used of a plan stays used
     * @param ledger is told of what is used
     * @param buckets has what limits the key
     */
    ApiKey(ApiKeyRecord key, @Nullable ApiKey former, UsageLedger ledger, SharedBuckets buckets) {
        this.id = key.id();
        this.enabled = key.enabled();
        this.hash = KeyHash.of(Base64.getDecoder().decode(String.valueOf(key.hash())));
        this.uses = key.plans().stream()
                .map(membership -> {
                    PlanUse known = former == null ? null : former.use(membership);
                    return known == null ? new PlanUse(membership, key.tenant(), key.id(), ledger, buckets) : known;
                })
                .toArray(PlanUse[]::new);
    }

    private @Nullable PlanUse use(ApiKeyRecord.Membership membership) {
        for (PlanUse use : uses) {
            if (use.is(membership)) {
                return use;
            }
        }
        return null;
    }

    String id() {
        return id;
    }

    boolean isEnabled() {
        return enabled;
    }

    KeyHash hash() {
        return hash;
    }

    /** How many plans the key is in. */
    int planCount() {
        return uses.length;
    }

    /** What it uses of one of them. */
    PlanUse use(int index) {
        return uses[index];
    }
}
