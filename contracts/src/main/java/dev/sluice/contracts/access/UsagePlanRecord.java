package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A usage plan of a tenant: which stages it opens to its keys, how fast and how often. Which keys are in it their own
 * records say.
 *
 * @param tenant twelve-digit id
 * @param throttle how fast one key may call all stages together; null: as it likes
 * @param quota how often one key may call in a period; null: as it likes
 * @param stages what the plan opens
 * @param deleted whether there is no such plan any more
 */
public record UsagePlanRecord(
        int formatVersion,
        String tenant,
        long revision,
        String id,
        @Nullable Throttle throttle,
        @Nullable Quota quota,
        List<Stage> stages,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deleted)
        implements AccessRecord {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** What stands between the tenant and the id of a plan. */
    public static final String KIND = "usage-plan";

    public UsagePlanRecord {
        stages = List.copyOf(stages);
    }

    /** The record that ends a plan. */
    public static UsagePlanRecord ended(String tenant, long revision, String id) {
        return new UsagePlanRecord(FORMAT_VERSION, tenant, revision, id, null, null, List.of(), true);
    }

    @Override
    @JsonIgnore
    public String key() {
        return tenant + "/" + KIND + "/" + id;
    }

    @Override
    @JsonIgnore
    public boolean isEnded() {
        return deleted;
    }

    /**
     * A token bucket of each key.
     *
     * @param ratePerSecond null when it was never set
     * @param burst null when it was never set
     */
    public record Throttle(
            @Nullable Double ratePerSecond, @Nullable Integer burst) {}

    /**
     * How many calls each key has in a period, which begins at 00:00 UTC.
     *
     * @param offset calls that are missing from the key's first period
     * @param period {@code DAY}, {@code WEEK} (from Sunday) or {@code MONTH}
     */
    public record Quota(int limit, int offset, String period) {}

    /**
     * A stage that the plan opens.
     *
     * @param throttles how fast one key may call single methods, by {@code path/VERB}; {@code //GET} is the root's GET
     */
    public record Stage(String api, String stage, Map<String, Throttle> throttles) {
        public Stage {
            throttles = Map.copyOf(throttles);
        }
    }
}
