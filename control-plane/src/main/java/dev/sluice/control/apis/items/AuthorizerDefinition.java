package dev.sluice.control.apis.items;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer.
 *
 * @param type TOKEN, REQUEST or COGNITO_USER_POOLS
 * @param ttlSeconds how long its answers are kept, 0 to 3600; null: never said, which counts as 300
 */
public record AuthorizerDefinition(
        String id,
        String name,
        String type,
        @Nullable List<String> providerArns,
        @Nullable String authType,
        @Nullable String uri,
        @Nullable String credentials,
        @Nullable String identitySource,
        @Nullable String identityValidationExpression,
        @Nullable Integer ttlSeconds) {
    public static final ItemKind<AuthorizerDefinition> KIND = new ItemKind<>("authorizer", AuthorizerDefinition.class);
    public static final String COGNITO = "COGNITO_USER_POOLS";
    public static final int DEFAULT_TTL_SECONDS = 300;

    public AuthorizerDefinition {
        providerArns = providerArns == null ? null : List.copyOf(providerArns);
    }

    /** How long its answers are kept, whether that was said or not. */
    public int effectiveTtlSeconds() {
        return ttlSeconds == null ? DEFAULT_TTL_SECONDS : ttlSeconds;
    }

    /** The authorization type of methods that use it. */
    public String authorizationType() {
        return type.equals(COGNITO) ? COGNITO : "CUSTOM";
    }
}
