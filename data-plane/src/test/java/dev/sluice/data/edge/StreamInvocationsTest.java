package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("rest-api-runtime 8.7: test invocations of streamed methods")
class StreamInvocationsTest {
    private static final String HEAD = "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\n";

    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Gateway gateway = new Gateway();
    /** For answers that do not end. */
    private final Gateway hasty = Gateway.collecting(SHORT);

    @AfterAll
    void close() {
        gateway.close();
        hasty.close();
    }

    private TestAnswer test(MethodDraft method) {
        return test(gateway, method);
    }

    private static TestAnswer test(Gateway gateway, MethodDraft method) {
        var tried = stage(TestInvocation.STAGE).method("GET", "/", method).snapshot();
        return gateway.test(new TestInvocation(1, tried, "GET", "/", Map.of(), ""));
    }

    private static RawOrigin saying(String begin) {
        return RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write(begin);
            connection.awaitEnd();
        });
    }

    @Test
    void collectsAnAnswerThatEndsAndHasNoLog() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(HEAD + "Content-Length: 5\r\n\r\nhello")) {
            // when
            TestAnswer answer = test(httpProxy(origin.url("/")).streamed());

            // then
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers()).containsEntry("Content-Type", List.of("text/plain"));
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.log()).isEmpty();
        }
    }

    @Test
    void hasStatus0WhenNoHeadComesInTime() throws IOException {
        try (RawOrigin origin = saying("HTTP/1.1 200 OK\r\n")) {
            // when
            TestAnswer answer = test(hasty, httpProxy(origin.url("/")).streamed());

            // then
            assertThat(answer.status()).isZero();
            assertThat(answer.headers()).isEmpty();
            assertThat(answer.body()).isEmpty();
            assertThat(answer.log()).isEmpty();
            assertThat(answer.latencyMillis()).isGreaterThanOrEqualTo(SHORT.toMillis());
            Await.until("the origin is left", () -> origin.openConnections() == 0);
        }
    }

    @Test
    void showsWhatHasComeInTime() throws IOException {
        try (RawOrigin origin = saying(HEAD + "Content-Length: 9\r\n\r\nhello")) {
            // when
            TestAnswer answer = test(hasty, httpProxy(origin.url("/")).streamed());

            // then
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.log()).isEmpty();
            Await.until("the origin is left", () -> origin.openConnections() == 0);
        }
    }

    @Test
    void showsAMegabyteOfAnAnswerThatIsLonger() throws IOException {
        int bytes = 3 << 20;
        try (RawOrigin origin =
                RawOrigin.answering(HEAD + "Content-Length: " + bytes + "\r\n\r\n" + "x".repeat(bytes))) {
            // when
            TestAnswer answer = test(httpProxy(origin.url("/")).streamed());

            // then
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).hasSize(TestAnswer.MAX_BODY_BYTES);
        }
    }

    @Test
    @DisplayName("8.7 [I]: a failure behind the head only cuts the answer")
    void showsWhatCameBeforeACut() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write(HEAD + "Content-Length: 9\r\n\r\nhello");
            connection.cut();
        })) {
            // when
            TestAnswer answer = test(httpProxy(origin.url("/")).streamed());

            // then
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("hello");
        }
    }

    @Test
    void answersAFunctionWithoutMetadataAsTheRuntimeDoes() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("no metadata")) {
            // given
            gateway.targets().put(AwsBed.targets(origin.url("")));

            // when
            TestAnswer answer = test(awsProxy(AwsBed.STREAM_URI).streamed());

            // then
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
            assertThat(answer.log()).isEmpty();
        }
    }

    @Test
    void collectsFor35Seconds() {
        assertThat(TestInvocation.STREAM_TIME).isEqualTo(Duration.ofSeconds(35));
    }
}
