package dev.sluice.contracts.invocations;

import java.util.List;
import java.util.Map;

/**
 * What came of a test invocation, whether it succeeded or failed. Sealed by the node for the place {@link #PLACE} and the
 * nonce of the call that it answers.
 *
 * @param status what the client would get; 0 when a stream did not begin in time
 * @param headers fields of the reply by name, those of the steps alone
 * @param body the reply's body as text
 * @param log the execution log, each line ended; empty for a stream, which has none
 * @param latencyMillis from the start of the execution to the end of the reply
 */
public record TestAnswer(
        int formatVersion, int status, Map<String, List<String>> headers, String body, String log, long latencyMillis) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** Where an answer belongs; it is valid nowhere else. */
    public static final String PLACE = "sluice.test-answers.v1";

    /** Largest body of a reply that an answer carries; a longer one is cut, and the log says so. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    /** Largest sealed answer: a body of control characters has six bytes of JSON for each of its own. */
    public static final int MAX_SEALED_BYTES = 8 << 20;

    public TestAnswer {
        headers = TestInvocation.copy(headers);
    }
}
