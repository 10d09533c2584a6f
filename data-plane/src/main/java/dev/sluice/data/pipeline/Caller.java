package dev.sluice.data.pipeline;

import dev.sluice.aws.iam.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a call (rest-api-runtime 3.2). Immutable.
 *
 * @param account twelve-digit id of the account that the access key belongs to
 * @param accessKey id of the access key, which stands for the user's id too
 * @param userArn of the user that the key stands for
 * @param policy what the key may do
 */
public record Caller(String account, String accessKey, String userArn, Policy policy) {
    /** A member of {@code $context.identity}; null when it says nothing of a user. */
    public @Nullable String identity(String member) {
        return switch (member) {
            case "accountId" -> account;
            case "accessKey", "caller", "user" -> accessKey;
            case "userArn" -> userArn;
            default -> null;
        };
    }
}
