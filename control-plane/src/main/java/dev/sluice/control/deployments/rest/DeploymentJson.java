package dev.sluice.control.deployments.rest;

import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.deployments.Deployment;
import dev.sluice.control.platform.wire.EpochSeconds;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A deployment on the wire.
 *
 * @param apiSummary by path and verb; only where the call asked for it
 */
public record DeploymentJson(
        String id,
        @Nullable String description,
        EpochSeconds createdDate,
        @Nullable Map<String, Map<String, MethodSummaryJson>> apiSummary) {
    /** A method in the summary of a deployment. */
    public record MethodSummaryJson(String authorizationType, boolean apiKeyRequired) {}

    static DeploymentJson of(Deployment deployment) {
        return new DeploymentJson(
                deployment.key().id(), deployment.description(), EpochSeconds.of(deployment.createdAt()), null);
    }

    static DeploymentJson of(Deployment deployment, ApiDefinition frozen) {
        Map<String, Map<String, MethodSummaryJson>> summary = new TreeMap<>();
        for (var resource : frozen.resources()) {
            Map<String, MethodSummaryJson> byVerb = new TreeMap<>();
            resource.methods()
                    .forEach((verb, method) -> byVerb.put(
                            verb, new MethodSummaryJson(method.authorizationType(), method.apiKeyRequired())));
            if (!byVerb.isEmpty()) {
                summary.put(resource.path(), byVerb);
            }
        }
        return new DeploymentJson(
                deployment.key().id(), deployment.description(), EpochSeconds.of(deployment.createdAt()), summary);
    }
}
