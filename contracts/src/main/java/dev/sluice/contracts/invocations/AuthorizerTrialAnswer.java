package dev.sluice.contracts.invocations;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of the trial of an authorizer. Sealed by the node for the place {@link #PLACE} and the nonce of the call that
 * it answers.
 *
 * @param clientStatus what the client would get; 0 when the authorizer succeeded, whatever its policy says
 * @param log the execution log, each line ended
 * @param latencyMillis from the start of the call to the end of the decision
 * @param principalId whom the authorizer named; null when it failed
 * @param policy the policy document that it returned, as JSON; null when it failed
 * @param claims what the token of a user pool says, each claim as text; empty for a function, and when it failed
 */
public record AuthorizerTrialAnswer(
        int formatVersion,
        int clientStatus,
        String log,
        long latencyMillis,
        @Nullable String principalId,
        @Nullable String policy,
        Map<String, String> claims) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** Where an answer belongs; it is valid nowhere else. */
    public static final String PLACE = "sluice.authorizer-trial-answers.v1";

    /** Largest sealed answer: a policy and a log of at most some dozen lines. */
    public static final int MAX_SEALED_BYTES = 1 << 20;

    public AuthorizerTrialAnswer {
        claims = Map.copyOf(claims);
    }
}
