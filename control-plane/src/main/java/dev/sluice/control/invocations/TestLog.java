package dev.sluice.control.invocations;

import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.contracts.invocations.TestAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What the control plane itself says in the log of a test invocation, in the form of the nodes (observability 3). */
final class TestLog {
    private static final int FAILED = 500;
    private static final int TIMED_OUT = 504;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TestLog() {}

    /** In place of an answer that is lost: as nodes answer for an origin that is silent. */
    static TestAnswer timedOut(Duration latency) {
        return new TestAnswer(
                TestAnswer.FORMAT_VERSION,
                TIMED_OUT,
                Map.of(
                        "Content-Type", List.of("application/json"),
                        "x-amzn-ErrorType", List.of("InternalServerErrorException")),
                "{\"message\": \"Endpoint request timed out\"}",
                "Execution log for request " + UUID.randomUUID() + "\n"
                        + line("Execution failed due to a timeout error")
                        + line("Method completed with status: " + TIMED_OUT),
                latency.toMillis());
    }

    /** In place of the answer to the trial of an authorizer that is lost: as for a function that is silent. */
    static AuthorizerTrialAnswer lostTrial(Duration latency) {
        return new AuthorizerTrialAnswer(
                AuthorizerTrialAnswer.FORMAT_VERSION,
                FAILED,
                "Execution log for request " + UUID.randomUUID() + "\n"
                        + line("Execution failed due to an authorizer failure: the function did not answer in time")
                        + line("AuthorizerFailureException"),
                latency.toMillis(),
                null,
                null,
                Map.of());
    }

    /**
     * The answer with a line behind the first which says that origins have not seen the certificate; a stream has no log
     * to say it in.
     */
    static TestAnswer withoutCertificate(TestAnswer answer, String clientCertificateId) {
        if (answer.log().isEmpty()) {
            return answer;
        }
        int first = answer.log().indexOf('\n') + 1;
        String log = answer.log().substring(0, first)
                + line("Client certificate " + clientCertificateId + " is not presented to the endpoint")
                + answer.log().substring(first);
        return new TestAnswer(
                answer.formatVersion(), answer.status(), answer.headers(), answer.body(), log, answer.latencyMillis());
    }

    private static String line(String text) {
        return TIME.format(Instant.now()) + " : " + text + "\n";
    }
}
