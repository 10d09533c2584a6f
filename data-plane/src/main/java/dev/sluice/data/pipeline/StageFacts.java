package dev.sluice.data.pipeline;

import java.util.Map;

/** What steps may know of the stage that serves a request: identity and stage variables. Immutable. */
public record StageFacts(String tenant, String api, String stage, String deploymentId, Map<String, String> variables) {
    public StageFacts {
        variables = Map.copyOf(variables);
    }
}
