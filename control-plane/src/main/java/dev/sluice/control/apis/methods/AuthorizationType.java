package dev.sluice.control.apis.methods;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.Arrays;

/** Who may call a method. Callers may spell it in any case, which answers keep; decisions are made on this alone. */
public enum AuthorizationType {
    NONE,
    AWS_IAM,
    CUSTOM,
    COGNITO_USER_POOLS;

    /** The type that a text spells, or the refusal of one that is none. */
    public static AuthorizationType of(String text) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("Invalid authorizationType specified. Valid options are"
                        + " NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS"));
    }

    /** Whether an authorizer of the API decides. */
    public boolean needsAuthorizer() {
        return this == CUSTOM || this == COGNITO_USER_POOLS;
    }
}
