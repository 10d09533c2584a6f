package dev.sluice.control.invocations.rest;

import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of the trial of an authorizer, in AWS's names. A Lambda authorizer has no claims. */
public record TestInvokeAuthorizerJson(
        int clientStatus,
        String log,
        long latency,
        @Nullable String principalId,
        @Nullable String policy,
        Map<String, List<String>> authorization,
        Map<String, String> claims) {
    static TestInvokeAuthorizerJson of(AuthorizerTrialAnswer answer) {
        return new TestInvokeAuthorizerJson(
                answer.clientStatus(),
                answer.log(),
                answer.latencyMillis(),
                answer.principalId(),
                answer.policy(),
                Map.of(),
                answer.claims());
    }
}
