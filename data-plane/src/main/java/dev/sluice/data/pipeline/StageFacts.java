package dev.sluice.data.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What steps may know of the stage that serves a request: identity and stage variables. Immutable.
 *
 * @param responder renders the failures of this stage, since its owner has customised answers; null for the node's own
 * @param bodies the memory for bodies that its tenant shares
 */
public record StageFacts(
        String tenant,
        String api,
        String stage,
        String deploymentId,
        Map<String, String> variables,
        Pipeline.@Nullable FailureResponder responder,
        BodyBudget.Share bodies) {
    public StageFacts {
        variables = Map.copyOf(variables);
    }

    /** A stage whose failures have the gateway's own answers. */
    public StageFacts(String tenant, String api, String stage, String deploymentId, Map<String, String> variables) {
        this(tenant, api, stage, deploymentId, variables, null);
    }

    /** A stage that no node serves: its bodies take what they need. */
    public StageFacts(
            String tenant,
            String api,
            String stage,
            String deploymentId,
            Map<String, String> variables,
            Pipeline.@Nullable FailureResponder responder) {
        this(tenant, api, stage, deploymentId, variables, responder, BodyBudget.UNBOUNDED);
    }
}
