package dev.sluice.control.deployments;

import dev.sluice.control.apis.RestApiId;

/** Names a deployment of an API, as the caller spelled it. */
public record DeploymentKey(String apiId, String id) {
    public RestApiId api() {
        return new RestApiId(apiId);
    }
}
