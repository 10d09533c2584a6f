package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.methods.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A method on the wire, with its responses and its integration once it has them. */
public record MethodJson(
        String httpMethod,
        String authorizationType,
        @Nullable String authorizerId,
        boolean apiKeyRequired,
        @Nullable String requestValidatorId,
        @Nullable String operationName,
        @Nullable Map<String, Boolean> requestParameters,
        @Nullable Map<String, @Nullable String> requestModels,
        @Nullable Map<String, MethodResponseJson> methodResponses,
        @Nullable IntegrationJson methodIntegration,
        @Nullable List<String> authorizationScopes) {
    static MethodJson of(Method method) {
        var definition = method.definition();
        Map<String, MethodResponseJson> responses = new TreeMap<>();
        definition
                .responses()
                .forEach((status, response) -> responses.put(status, MethodResponseJson.of(status, response)));
        var integration = definition.integration();
        return new MethodJson(
                method.verb(),
                definition.authorizationType(),
                definition.authorizerId(),
                definition.apiKeyRequired(),
                definition.requestValidatorId(),
                definition.operationName(),
                definition.requestParameters(),
                definition.requestModels(),
                responses.isEmpty() ? null : responses,
                integration == null ? null : IntegrationJson.of(integration),
                definition.authorizationScopes());
    }
}
