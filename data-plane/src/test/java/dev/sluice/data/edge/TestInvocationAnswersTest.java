package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.StageDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** rest-api-runtime 10.2, management-api 9: a failed trial answers what its API's owner customised. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestInvocationAnswersTest {
    private final Gateway gateway = new Gateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    private TestAnswer answer(StageDraft tried, String target) {
        return gateway.test(new TestInvocation(1, tried.snapshot(), "GET", target, Map.of(), ""));
    }

    @Test
    @DisplayName("management-api 9 [R]: the log has the cause and the status, no lines of the gateway response")
    void answersWhatIsCustomised() {
        // given
        var tried = stage(TestInvocation.STAGE)
                .method("GET", "/pets/{id}", mock("{}"))
                .variable("colour", "blue")
                .gatewayResponse(
                        "DEFAULT_5XX",
                        502,
                        Map.of("gatewayresponse.header.X-Id", "method.request.path.id"),
                        Map.of("text/plain", "$stageVariables.colour $context.error.responseType"));

        // when
        TestAnswer answer = answer(tried, "/pets/7");

        // then
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).isEqualTo("blue API_CONFIGURATION_ERROR");
        assertThat(answer.headers())
                .isEqualTo(Map.of(
                        "Content-Type", List.of("text/plain"),
                        "X-Id", List.of("7"),
                        "x-amzn-ErrorType", List.of("InternalServerErrorException")));
        assertThat(answer.log())
                .contains("Unable to parse statusCode. It should be an integer defined in the request template.\n")
                .endsWith(" : Method completed with status: 502\n")
                .doesNotContain("Gateway response");
    }

    @Test
    void saysWhichGatewayResponseItDoesNotKnow() {
        // given
        var tried = stage(TestInvocation.STAGE)
                .method("GET", "/", mock("{\"statusCode\": 200}").response("200", ""))
                .gatewayResponse("TEAPOT", 418, Map.of(), Map.of());

        // when
        TestAnswer answer = answer(tried, "/");

        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(answer.log())
                .contains("Execution failed due to configuration error: unknown gateway response TEAPOT\n");
    }
}
