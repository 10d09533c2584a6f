package dev.sluice.control.apis.authorizers;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.Arrays;

/**
 * How an authorizer decides: a function is given a token or the request, or user pools vouch for a token.
 * REST APIs have no JWT authorizers (decisions 27).
 */
enum AuthorizerType {
    TOKEN("custom"),
    REQUEST("custom"),
    COGNITO_USER_POOLS("cognito_user_pools");

    private final String authType;

    AuthorizerType(String authType) {
        this.authType = authType;
    }

    static AuthorizerType of(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        "Invalid authorizer type specified. Valid options are TOKEN,REQUEST,COGNITO_USER_POOLS"));
    }

    /** What the member {@code authType} says when nobody sets it. */
    String authType() {
        return authType;
    }
}
