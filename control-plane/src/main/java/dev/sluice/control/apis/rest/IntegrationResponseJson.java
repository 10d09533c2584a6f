package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.integrations.IntegrationResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An integration response on the wire. */
public record IntegrationResponseJson(
        String statusCode,
        @Nullable String selectionPattern,
        @Nullable Map<String, @Nullable String> responseParameters,
        @Nullable Map<String, @Nullable String> responseTemplates,
        @Nullable String contentHandling) {
    static IntegrationResponseJson of(String status, IntegrationResponse response) {
        return new IntegrationResponseJson(
                status,
                response.selectionPattern(),
                response.responseParameters(),
                response.responseTemplates(),
                response.contentHandling());
    }
}
