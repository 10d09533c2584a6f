package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;

/**
 * What an API key used of a usage plan on all nodes, in the period of its quota that was the present one: what the topic
 * {@code sluice.quotas.v1} holds. A node adds the calls of its own that are not yet in it.
 *
 * @param tenant twelve-digit id
 * @param revision from the installation's one sequence; a reader ignores a revision that it has passed
 * @param plan id of the usage plan
 * @param key id of the API key
 * @param period {@code DAY}, {@code WEEK} (from Sunday) or {@code MONTH}
 * @param firstDay the first UTC day of the period, counted from 1970-01-01
 * @param used calls that were counted in the period
 * @param extension calls that were granted in the period beyond the quota; below 0 when some were taken away
 * @param counted which reports are in it: of each run of a node (boot id) all up to this sequence; of a run that is not
 *     here nothing was heard lately
 * @param deleted whether there is nothing to count any more, as the key is not in the plan or the plan has no quota
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonTypeName(QuotaRecord.KIND)
public record QuotaRecord(
        int formatVersion,
        String tenant,
        long revision,
        String plan,
        String key,
        String period,
        long firstDay,
        long used,
        long extension,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> counted,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deleted) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** What the record says that it is. */
    public static final String KIND = "quota";

    /** Throws IllegalArgumentException when the number of calls is below 0. */
    public QuotaRecord {
        if (used < 0) {
            throw new IllegalArgumentException("a key used 0 calls and more, not " + used);
        }
        counted = Map.copyOf(counted);
    }

    /** The record that ends the count of a key in a plan. */
    public static QuotaRecord ended(String tenant, long revision, String plan, String key) {
        return new QuotaRecord(FORMAT_VERSION, tenant, revision, plan, key, "DAY", 0, 0, 0, Map.of(), true);
    }

    /** The Kafka key, {@code tenant/plan/key}. */
    @JsonIgnore
    public String place() {
        return tenant + "/" + plan + "/" + key;
    }
}
