package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.Base64;
import java.util.List;
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
     * @param former what the node knew of the key, which leaves the plans that this one is not in: its buckets of the
     *     others stay as they are
     * @param counts has what is used of plans
     * @param buckets has what limits the key
     */
    ApiKey(ApiKeyRecord key, @Nullable ApiKey former, PlanCounts counts, SharedBuckets buckets) {
        this.id = key.id();
        this.enabled = key.enabled();
        this.hash = KeyHash.of(Base64.getDecoder().decode(String.valueOf(key.hash())));
        this.uses = key.plans().stream()
                .map(membership -> {
                    PlanUse known = former == null ? null : former.use(membership);
                    return known == null ? new PlanUse(membership, key.tenant(), key.id(), counts, buckets) : known;
                })
                .toArray(PlanUse[]::new);
        if (former != null) {
            former.leavePlans(this);
        }
    }

    /** The key is in no plan any more. */
    void leavePlans() {
        for (PlanUse use : uses) {
            use.leave();
        }
    }

    private void leavePlans(ApiKey next) {
        for (PlanUse use : uses) {
            if (!List.of(next.uses).contains(use)) {
                use.leave();
            }
        }
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
