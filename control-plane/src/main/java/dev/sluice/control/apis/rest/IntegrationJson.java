package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.integrations.Integration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An integration on the wire. */
public record IntegrationJson(
        String type,
        @Nullable String httpMethod,
        @Nullable String uri,
        @Nullable String connectionType,
        @Nullable String connectionId,
        @Nullable String credentials,
        @Nullable Map<String, @Nullable String> requestParameters,
        @Nullable Map<String, @Nullable String> requestTemplates,
        String passthroughBehavior,
        @Nullable String contentHandling,
        int timeoutInMillis,
        String cacheNamespace,
        List<String> cacheKeyParameters,
        @Nullable Map<String, IntegrationResponseJson> integrationResponses,
        @Nullable TlsConfigJson tlsConfig,
        @Nullable String responseTransferMode,
        @Nullable String integrationTarget) {
    /** How the origin's certificate is judged. */
    public record TlsConfigJson(boolean insecureSkipVerification) {}

    static IntegrationJson of(Integration integration) {
        Map<String, IntegrationResponseJson> responses = new TreeMap<>();
        integration
                .responses()
                .forEach((status, response) -> responses.put(status, IntegrationResponseJson.of(status, response)));
        Boolean insecure = integration.insecureSkipVerification();
        return new IntegrationJson(
                integration.type(),
                integration.httpMethod(),
                integration.uri(),
                integration.connectionType(),
                integration.connectionId(),
                integration.credentials(),
                integration.requestParameters(),
                integration.requestTemplates(),
                integration.passthroughBehavior(),
                integration.contentHandling(),
                integration.timeoutInMillis(),
                integration.cacheNamespace(),
                integration.cacheKeyParameters(),
                responses.isEmpty() ? null : responses,
                insecure == null ? null : new TlsConfigJson(insecure),
                integration.responseTransferMode(),
                integration.integrationTarget());
    }
}
