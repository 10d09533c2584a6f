package dev.sluice.contracts.stages;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method of a resource.
 *
 * @param authorizationType NONE, CUSTOM, AWS_IAM or COGNITO_USER_POOLS; a node refuses to compile a type that it cannot enforce
 * @param apiKeyRequired whether only calls with an API key of a usage plan pass
 * @param operationName the method's name in SDKs, when it has one
 * @param requestParameters declared parameters ({@code method.request.header.X}) and whether they are required
 * @param validation what is checked of a request before it is mapped; null: nothing
 * @param responses declared method responses by status code, for example {@code "200"}
 * @param integration what answers
 * @param authorizerId the API's authorizer that decides over a call; null: none does
 * @param authorizationScopes one of them an access token has to allow; none: an ID token is asked for
 */
public record MethodSnapshot(
        String authorizationType,
        boolean apiKeyRequired,
        @Nullable String operationName,
        Map<String, Boolean> requestParameters,
        @Nullable ValidationSnapshot validation,
        Map<String, MethodResponseSnapshot> responses,
        IntegrationSnapshot integration,
        @Nullable String authorizerId,
        List<String> authorizationScopes) {
    public MethodSnapshot {
        requestParameters = Map.copyOf(requestParameters);
        responses = Map.copyOf(responses);
        authorizationScopes = List.copyOf(authorizationScopes);
    }
}
