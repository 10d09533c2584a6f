package dev.sluice.control.invocations;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The made-up call that an authorizer is tried with. A body is read and checked, and not part of it: authorizers are not
 * shown any.
 *
 * @param target path and query as the caller wrote them; empty: the root
 * @param additionalContext values of {@code $context} that stand in for the made-up call's own
 */
public record TrialRequest(
        String target,
        Map<String, List<String>> headers,
        Map<String, String> stageVariables,
        Map<String, String> additionalContext) {
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    public TrialRequest {
        headers = Map.copyOf(headers);
        stageVariables = Map.copyOf(stageVariables);
        additionalContext = Map.copyOf(additionalContext);
    }

    /** Refuses a call that no client could make. */
    void check() {
        if (!target.isEmpty() && !target.startsWith("/")) {
            throw ProblemException.badRequest("Invalid pathWithQueryString specified, it must begin with /");
        }
        if (!headers.keySet().stream()
                .allMatch(name -> HEADER_NAME.matcher(name).matches())) {
            throw ProblemException.badRequest("Invalid header name specified");
        }
    }
}
