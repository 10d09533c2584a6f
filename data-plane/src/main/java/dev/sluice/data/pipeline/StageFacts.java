package dev.sluice.data.pipeline;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What steps may know of the stage that serves a request: identity and stage variables. Immutable.
 *
 * @param traced whether calls show which trace they belong to
 * @param responder renders the failures of this stage, since its owner has customised answers; null for the node's own
 * @param bodies the memory for bodies that its tenant shares
 */
public record StageFacts(
        String tenant,
        String api,
        String stage,
        String deploymentId,
        Map<String, String> variables,
        boolean traced,
        Pipeline.@Nullable FailureResponder responder,
        BodyBudget.Share bodies) {
    public StageFacts {
        variables = ordered(variables);
    }

    /** In the same order on every node: a template may print them all (mapping-templates 3). */
    private static Map<String, String> ordered(Map<String, String> variables) {
        Map<String, String> ordered = new HashMap<>();
        new TreeMap<>(variables).forEach(ordered::put);
        return Collections.unmodifiableMap(ordered);
    }

    /** A stage whose failures have the gateway's own answers. */
    public StageFacts(String tenant, String api, String stage, String deploymentId, Map<String, String> variables) {
        this(tenant, api, stage, deploymentId, variables, null);
    }

    /** A stage that is not traced and that no node serves: its bodies take what they need. */
    public StageFacts(
            String tenant,
            String api,
            String stage,
            String deploymentId,
            Map<String, String> variables,
            Pipeline.@Nullable FailureResponder responder) {
        this(tenant, api, stage, deploymentId, variables, false, responder, BodyBudget.UNBOUNDED);
    }
}
