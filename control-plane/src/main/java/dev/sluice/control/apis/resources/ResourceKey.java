package dev.sluice.control.apis.resources;

import dev.sluice.control.apis.RestApiId;

/** Names a resource of an API, as the caller spelled it. */
public record ResourceKey(String apiId, String id) {
    public RestApiId api() {
        return new RestApiId(apiId);
    }
}
