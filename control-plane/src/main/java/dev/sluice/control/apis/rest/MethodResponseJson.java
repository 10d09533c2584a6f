package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.methods.MethodResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A declared response of a method on the wire. */
public record MethodResponseJson(
        String statusCode,
        @Nullable Map<String, Boolean> responseParameters,
        @Nullable Map<String, @Nullable String> responseModels) {
    static MethodResponseJson of(String status, MethodResponse response) {
        return new MethodResponseJson(status, response.responseParameters(), response.responseModels());
    }
}
