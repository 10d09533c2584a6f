package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Test invocations of methods with a function behind them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionInvocationsTest {
    private final Gateway gateway = new Gateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    private static TestInvocation call(MethodDraft method) {
        var tried = stage(TestInvocation.STAGE).method("GET", "/", method).snapshot();
        return new TestInvocation(1, tried, "GET", "/", Map.of(), "");
    }

    private static void assertFailed(TestAnswer answer, int status, String line) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(answer.log()).contains(line);
    }

    @Test
    @DisplayName("observability 3.1, rest-api-runtime 1.3: the log of a function, whose event has no headers of ours")
    void logsAFunction() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("{\"statusCode\":201,\"body\":\"made\"}")) {
            // given
            gateway.targets().put(AwsBed.targets(origin.url("")));
            var method = awsProxy(AwsBed.FUNCTION_URI).credentials(AwsBed.ROLE);

            // when
            TestAnswer answer = gateway.test(call(method));

            // then
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("made");
            assertThat(answer.log())
                    .contains("Endpoint request URI: " + origin.url(AwsBed.INVOCATION))
                    .contains("Endpoint request body after transformations: {\"resource\":\"/\"")
                    .contains("\"headers\":null,\"multiValueHeaders\":null")
                    .contains("Endpoint response body before transformations: {\"statusCode\":201")
                    .doesNotContain("a-token-of-the-test", "Credential=");
        }
    }

    @Test
    @DisplayName("observability 3.2: what the log says of functions")
    void logsWhatAFunctionDidWrong() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("[]")) {
            // given
            gateway.targets().put(AwsBed.targets(origin.url("")));

            // then
            assertFailed(
                    gateway.test(call(awsProxy(AwsBed.FUNCTION_URI))),
                    502,
                    "Execution failed due to configuration error: Malformed Lambda proxy response");
            assertFailed(
                    gateway.test(call(awsProxy(AwsBed.FUNCTION_URI).credentials("other"))),
                    500,
                    "Execution failed due to configuration error: API Gateway does not have permission to assume the"
                            + " provided role other");
        }
    }
}
