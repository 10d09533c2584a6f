package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.gatewayresponses.GatewayResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gateway response on the wire. */
public record GatewayResponseJson(
        String responseType,
        @Nullable String statusCode,
        Map<String, String> responseParameters,
        Map<String, String> responseTemplates,
        boolean defaultResponse) {
    static GatewayResponseJson of(GatewayResponse response) {
        return new GatewayResponseJson(
                response.type().name(),
                response.statusCode(),
                response.responseParameters(),
                response.responseTemplates(),
                response.isDefault());
    }
}
