package dev.sluice.aws.iam;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A call that policies are asked about.
 *
 * @param action for example {@code apigateway:GET}
 * @param resource the ARN, or {@code *} for a call that is about no resource
 * @param context values of condition keys such as {@code aws:SourceIp}; the case of names does not matter
 */
public record AccessRequest(String action, String resource, Map<String, List<String>> context) {
    public AccessRequest {
        var lower = new HashMap<String, List<String>>();
        context.forEach((key, values) -> lower.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
        context = Map.copyOf(lower);
    }

    /** The values of a condition key; empty when the call has none. */
    List<String> values(String key) {
        return context.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }
}
