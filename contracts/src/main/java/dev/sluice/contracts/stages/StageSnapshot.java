package dev.sluice.contracts.stages;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a node needs to serve one stage. Published whole, so that a reader never has to ask back.
 *
 * @param formatVersion layout of this message; a reader refuses one higher than it knows
 * @param key the Kafka key; the topic keeps the latest record per key
 * @param revision grows with every change of the stage; a reader ignores one it has already passed
 * @param deploymentId the deployment that the stage points at
 * @param api settings of the API as they were frozen by the deployment
 * @param resources every resource that has a method, as frozen by the deployment
 * @param variables stage variables
 * @param throttles the stage's method settings that limit the rate; the most specific one wins
 * @param logging the method settings that say what is logged of calls; the most specific one wins
 * @param flushes when the stage's caches were emptied last; null when they never were
 * @param traced whether calls show which trace they belong to; absent when they do not
 */
public record StageSnapshot(
        int formatVersion,
        StageKey key,
        long revision,
        String deploymentId,
        ApiSnapshot api,
        List<ResourceSnapshot> resources,
        Map<String, String> variables,
        List<ThrottleSnapshot> throttles,
        List<LoggingSnapshot> logging,
        @Nullable FlushEpochs flushes,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean traced)
        implements StageRecord {

    /** The newest layout that this version of Sluice writes and reads. */
    public static final int FORMAT_VERSION = 5;

    /** The layout before there were private APIs, which a node of that time would serve to everybody. */
    private static final int WITHOUT_PRIVATE_APIS = 4;

    /** The layout before there were keyed throttles, which a node of that time would pass over. */
    private static final int WITHOUT_KEYED_THROTTLES = 3;

    /** The layout before there were resource policies, likewise. */
    private static final int WITHOUT_POLICIES = 2;

    public StageSnapshot {
        if (revision < 1) {
            throw new IllegalArgumentException("revision must be positive, was " + revision);
        }
        resources = List.copyOf(resources);
        variables = Map.copyOf(variables);
        throttles = List.copyOf(throttles);
        logging = List.copyOf(logging);
    }

    /** The layout that a stage of this API is written in: the oldest that says all there is to enforce. */
    public static int formatVersion(ApiSnapshot api) {
        if (api.isPrivate()) {
            return FORMAT_VERSION;
        }
        if (!api.keyedThrottles().isEmpty()) {
            return WITHOUT_PRIVATE_APIS;
        }
        return api.policy() == null ? WITHOUT_POLICIES : WITHOUT_KEYED_THROTTLES;
    }
}
