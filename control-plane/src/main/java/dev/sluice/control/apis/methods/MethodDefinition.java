package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.platform.values.Copies;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A method with everything below it: the document of its row. Null members were never set. */
public record MethodDefinition(
        String authorizationType,
        @Nullable String authorizerId,
        boolean apiKeyRequired,
        @Nullable String operationName,
        @Nullable String requestValidatorId,
        @Nullable Map<String, Boolean> requestParameters,
        @Nullable Map<String, @Nullable String> requestModels,
        @Nullable List<String> authorizationScopes,
        SortedMap<String, MethodResponse> responses,
        @Nullable Integration integration) {
    public MethodDefinition {
        requestParameters = Copies.ofNullable(requestParameters);
        requestModels = Copies.ofNullable(requestModels);
        authorizationScopes = authorizationScopes == null ? null : List.copyOf(authorizationScopes);
        responses = Copies.sorted(responses);
    }
}
