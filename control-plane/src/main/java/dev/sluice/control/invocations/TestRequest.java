package dev.sluice.control.invocations;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the method is tried with.
 *
 * @param target path and query as the caller wrote them; empty: the resource's own path
 * @param body empty: none
 * @param clientCertificateId what origins would be shown; it has to exist, and is not presented
 */
public record TestRequest(
        String target,
        Map<String, List<String>> headers,
        String body,
        Map<String, String> stageVariables,
        @Nullable String clientCertificateId) {
    public TestRequest {
        headers = Map.copyOf(headers);
        stageVariables = Map.copyOf(stageVariables);
    }
}
