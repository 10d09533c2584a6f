package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who calls in a test invocation, where nobody was authorized: the account that owns the API, and a placeholder wherever
 * an identity would stand (rest-api-runtime 1.3). Pure functions.
 */
public final class TestIdentity {
    private static final Map<String, String> PLACEHOLDERS = Map.of(
            "apiKey", "test-invoke-api-key",
            "apiKeyId", "test-invoke-api-key-id",
            "caller", "test-invoke-caller",
            "user", "test-invoke-user",
            "userArn", "test-invoke-user-arn",
            "accessKey", "test-invoke-access-key");

    private TestIdentity() {}

    /** The value of a member of {@code $context.identity}; null when it has none, and always for a client's call. */
    public static @Nullable String value(Exchange exchange, String member) {
        if (!exchange.request().isTest()) {
            return null;
        }
        return member.equals("accountId") ? exchange.routedStage().tenant() : PLACEHOLDERS.get(member);
    }
}
