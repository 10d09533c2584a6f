package dev.sluice.contracts.stages;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a throttle may count calls by: a text of {@code $context}, or a header or query parameter of the request, written as
 * in parameter mappings (rest-api-runtime 7.1), with or without a dollar sign. Pure functions.
 */
public final class ThrottleKey {
    /** Most characters of one. */
    public static final int MAX_CHARACTERS = 256;

    /** What is known of every call when throttles are asked (rest-api-runtime 1.1, step 16). */
    private static final Set<String> CONTEXT = Set.of(
            "accountId",
            "apiId",
            "deploymentId",
            "domainName",
            "domainPrefix",
            "extendedRequestId",
            "httpMethod",
            "identity.accessKey",
            "identity.accountId",
            "identity.apiKey",
            "identity.apiKeyId",
            "identity.caller",
            "identity.sourceIp",
            "identity.user",
            "identity.userAgent",
            "identity.userArn",
            "operationName",
            "path",
            "protocol",
            "requestId",
            "requestTime",
            "resourceId",
            "resourcePath",
            "stage",
            "xrayTraceId");

    private static final String PREFIX = "context.";

    private static final Pattern OPEN = Pattern.compile("context\\.authorizer\\.[^\\s\\p{Cntrl}]+"
            + "|method\\.request\\.querystring\\.[^\\s\\p{Cntrl}]+"
            + "|method\\.request\\.header\\.[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private ThrottleKey() {}

    /** The mapping expression of a key; null when calls cannot be counted by it. */
    public static @Nullable String expression(String key) {
        if (key.length() > MAX_CHARACTERS) {
            return null;
        }
        String expression = key.startsWith("$") ? key.substring(1) : key;
        boolean known = OPEN.matcher(expression).matches()
                || (expression.startsWith(PREFIX) && CONTEXT.contains(expression.substring(PREFIX.length())));
        return known ? expression : null;
    }

    /** All keys of {@code context} that do not depend on an authorizer. */
    public static Set<String> contextNames() {
        return CONTEXT;
    }
}
