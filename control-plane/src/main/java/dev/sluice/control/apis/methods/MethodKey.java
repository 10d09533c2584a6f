package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.resources.ResourceKey;

/** Names a method of a resource, as the caller spelled it. */
public record MethodKey(String apiId, String resourceId, String verb) {
    public ResourceKey resource() {
        return new ResourceKey(apiId, resourceId);
    }
}
