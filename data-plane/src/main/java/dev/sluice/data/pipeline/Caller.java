package dev.sluice.data.pipeline;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a call (rest-api-runtime 3.2). Immutable.
 *
 * @param accessKey id of the access key
 * @param identity whom the key stands for
 * @param policies what the caller may do
 */
public record Caller(String accessKey, Identity identity, CallerPolicies policies) {
    /** Twelve-digit id of the account that the access key belongs to. */
    public String account() {
        return identity.account();
    }

    /** The ARN of the user or of the session. */
    public String userArn() {
        return identity.arn();
    }

    /** A member of {@code $context.identity}; null when it says nothing of a user. */
    public @Nullable String identity(String member) {
        return switch (member) {
            case "accountId" -> identity.account();
            case "accessKey" -> accessKey;
            case "caller", "user" -> identity.id();
            case "userArn" -> identity.arn();
            default -> null;
        };
    }
}
