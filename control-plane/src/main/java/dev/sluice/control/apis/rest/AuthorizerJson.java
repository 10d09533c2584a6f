package dev.sluice.control.apis.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authorizer on the wire; a time to live that was never set is absent (management-api 5). */
public record AuthorizerJson(
        String id,
        String name,
        String type,
        @JsonProperty("providerARNs") @Nullable List<String> providerArns,
        @Nullable String authType,
        @Nullable String authorizerUri,
        @Nullable String authorizerCredentials,
        @Nullable String identitySource,
        @Nullable String identityValidationExpression,
        @Nullable Integer authorizerResultTtlInSeconds) {
    static AuthorizerJson of(AuthorizerDefinition authorizer) {
        return new AuthorizerJson(
                authorizer.id(),
                authorizer.name(),
                authorizer.type(),
                authorizer.providerArns(),
                authorizer.authType(),
                authorizer.uri(),
                authorizer.credentials(),
                authorizer.identitySource(),
                authorizer.identityValidationExpression(),
                authorizer.ttlSeconds());
    }
}
