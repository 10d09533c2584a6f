package dev.sluice.data.pipeline;

import dev.sluice.aws.iam.Policy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Lambda authorizer returned (rest-api-runtime 3.4). Holds for every method that its caller calls while it is kept:
 * the policy is asked anew about each. Immutable.
 *
 * @param principalId whom the caller is; may be empty
 * @param document the policy as JSON
 * @param context values for {@code $context.authorizer}, all of them text
 * @param usageIdentifierKey the caller's API key, when the authorizer names one
 */
public record AuthorizerResult(
        String principalId,
        Policy policy,
        String document,
        Map<String, String> context,
        @Nullable String usageIdentifierKey) {
    public AuthorizerResult {
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /** A value of {@code $context.authorizer}; null when there is none. */
    public @Nullable String value(String key) {
        return key.equals("principalId") ? principalId : context.get(key);
    }
}
