package dev.sluice.control.apis.authorizers;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.Copies;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The made-up call with which TestInvokeAuthorizer tries an authorizer. Null members were not sent. */
public record TrialCall(
        @Nullable Map<String, String> headers,
        @Nullable Map<String, List<String>> multiValueHeaders,
        @Nullable String pathWithQueryString,
        @Nullable String body,
        @Nullable Map<String, String> stageVariables,
        @Nullable Map<String, String> additionalContext) {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    public TrialCall {
        headers = Copies.ofNullable(headers);
        multiValueHeaders = Copies.ofNullable(multiValueHeaders);
        stageVariables = Copies.ofNullable(stageVariables);
        additionalContext = Copies.ofNullable(additionalContext);
    }

    /** Refuses a call that no client could make. */
    void check() {
        if (pathWithQueryString != null && !pathWithQueryString.isEmpty() && !pathWithQueryString.startsWith("/")) {
            throw ProblemException.badRequest("Invalid pathWithQueryString specified, it must begin with /");
        }
        checkNames(headers);
        checkNames(multiValueHeaders);
    }

    private static void checkNames(@Nullable Map<String, ?> named) {
        if (named != null
                && !named.keySet().stream()
                        .allMatch(name -> HEADER_NAME.matcher(name).matches())) {
            throw ProblemException.badRequest("Invalid header name specified");
        }
    }
}
