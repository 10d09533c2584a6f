package dev.sluice.contracts.stages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One authorizer of an API; a node refuses to compile a method whose authorizer it cannot enforce.
 *
 * @param type TOKEN, REQUEST or COGNITO_USER_POOLS
 * @param uri the invocation of the function that decides; null for an authorizer without one
 * @param credentials the role that invocations are signed for; null: they are not signed
 * @param identitySources mapping expressions of the values that name a caller, in order
 * @param identityValidationExpression what a token has to match before the function is asked; null: anything
 * @param ttlSeconds how long an answer of the function holds; 0: it is asked each time
 * @param providerArns the user pools whose tokens are accepted; none for a function
 */
public record AuthorizerSnapshot(
        String id,
        String type,
        @Nullable String uri,
        @Nullable String credentials,
        List<String> identitySources,
        @Nullable String identityValidationExpression,
        int ttlSeconds,
        List<String> providerArns) {
    public AuthorizerSnapshot {
        identitySources = List.copyOf(identitySources);
        providerArns = List.copyOf(providerArns);
    }
}
