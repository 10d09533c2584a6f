package dev.sluice.data.edge;

import static dev.sluice.data.edge.LoggedStage.EXECUTION;
import static dev.sluice.data.edge.LoggedStage.answeringMock;
import static dev.sluice.data.edge.LoggedStage.lines;
import static dev.sluice.data.edge.LoggedStage.logged;
import static dev.sluice.data.edge.LoggedStage.start;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** observability 3: the lines of features that a call meets only at times. */
class ExecutionLogLinesTest {
    private LoggedStage log;

    @BeforeEach
    void begin(@TempDir Path folder) {
        log = new LoggedStage(folder);
    }

    @Test
    @DisplayName("rest-api-runtime 1.1, step 7: a coding that is not known is refused before a method has the call")
    void writesTheRefusalOfACoding() throws IOException {
        // when
        List<RawReply> replies = log.call(
                logged("POST", "/pets", answeringMock(), "ERROR", true).throttle("/pets", "POST", 0, 1),
                EdgeFixture.head("POST", "/pets") + "Content-Encoding: br\r\nContent-Length: 1\r\n\r\nx");

        // then
        assertThat(replies.getFirst().status()).isEqualTo(415);
        assertThat(log.lines())
                .containsExactly(
                        "Extended Request Id: XID",
                        "Execution failed due to configuration error: Unsupported Media Type (the Content-Encoding of"
                                + " the request is not supported)",
                        "Gateway response type: UNSUPPORTED_MEDIA_TYPE with status code: 415",
                        "Gateway response body: {\"message\": \"Unsupported Media Type\"}",
                        "Gateway response headers: {Content-Type=application/json,"
                                + " x-amzn-ErrorType=BadRequestException}",
                        "Method completed with status: 415");
    }

    @Test
    void writesTheRefusalOfADeclaredLength() throws IOException {
        // when
        log.call(
                logged("POST", "/pets", answeringMock(), "ERROR", false),
                EdgeFixture.head("POST", "/pets") + "Content-Length: 10485761\r\n\r\n");

        // then
        assertThat(log.lines())
                .contains("Execution failed due to a request that is too large", "Method completed with status: 413");
    }

    @Test
    @DisplayName("observability 3.1, line 33; rest-api-runtime 10.2: a traced stage tells the root in log and errors")
    void writesTheTraceOfATracedStage() throws IOException {
        // given
        String root = "Root=1-5f84c3a0-0123456789abcdef01234567";
        StageDraft draft = logged("GET", "/pets", answeringMock(), "INFO", false)
                .method("GET", "/broken", mock("{}"))
                .traced();

        // when
        List<RawReply> replies = log.call(
                draft,
                EdgeFixture.head("GET", "/pets") + "X-Amzn-Trace-Id: " + root + ";Parent=0123456789abcdef\r\n\r\n",
                EdgeFixture.get("/broken"),
                EdgeFixture.get("/unknown"));

        // then
        assertThat(log.lines().subList(0, 7))
                .isEqualTo(lines(
                        start("GET", "/pets"),
                        EXECUTION,
                        "HTTP Method: GET, Resource Path: /pets",
                        "X-ray Tracing ID : " + root));
        assertThat(replies.get(0).field("x-amzn-trace-id")).isNull();
        assertThat(replies.get(1).field("x-amzn-trace-id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(log.lines()).contains("X-ray Tracing ID : " + replies.get(1).field("x-amzn-trace-id"));
        assertThat(replies.get(2).status()).isEqualTo(403);
        assertThat(replies.get(2).field("x-amzn-trace-id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    }

    @Test
    @DisplayName("observability 3.1: the trace that the log names is the one that an origin gets")
    void sendsTheTraceThatItWrites() throws IOException {
        try (var origin = RawOrigin.saying("hi")) {
            // when
            log.call(
                    logged("GET", "/pets", httpProxy(origin.url("/")), "INFO", false)
                            .traced(),
                    EdgeFixture.get("/pets"));

            // then
            String sent = Objects.requireNonNull(Gateway.field(origin.lastRequest(), "X-Amzn-Trace-Id"));
            assertThat(log.lines()).contains("X-ray Tracing ID : " + sent.substring(0, sent.indexOf(';')));
        }
    }

    @Test
    @DisplayName(
            "mapping-templates 6: of a parameter that a template overrides twice the last value holds, with a warning")
    void warnsOfAnOverrideThatIsSetTwice() throws IOException {
        // given
        String twice = "#set($context.requestOverride.header.A = '1')#set($context.requestOverride.header['A'] = '2')"
                + "#set($context.requestOverride.querystring.q = 1)#set($d = $context.requestOverride.querystring.put('q', 2))"
                + "#set($context.responseOverride.status = 200)#set($context.responseOverride.status = 201)"
                + "#set($context.requestOverride.header.a = '1'){\"statusCode\": 200}";
        MethodDraft method = mock(twice)
                .response("200", "")
                .responseTemplate("200", "application/json", "#set($context.responseOverride.status = 202)");

        // when
        List<RawReply> replies = log.call(logged("GET", "/pets", method, "INFO", false), EdgeFixture.get("/pets"));

        // then
        assertThat(replies.getFirst().status()).isEqualTo(202);
        assertThat(log.lines())
                .isEqualTo(lines(
                        start("GET", "/pets"),
                        EXECUTION,
                        "HTTP Method: GET, Resource Path: /pets",
                        warning("requestOverride.header.A"),
                        warning("requestOverride.querystring.q"),
                        warning("responseOverride.status"),
                        "Successfully completed execution",
                        "Method completed with status: 202"));
    }

    private static String warning(String name) {
        return "Warning: the request template sets context." + name + " more than once; the last value holds";
    }

    @Test
    @DisplayName("observability 3.1, line 20: whatever the validator looks for")
    void tellsThatTheValidatorFoundNothing() throws IOException {
        // when
        log.call(
                logged("GET", "/pets", answeringMock().requires("querystring.q"), "INFO", false),
                EdgeFixture.get("/pets?q=1"),
                EdgeFixture.get("/pets"));

        // then
        assertThat(log.lines())
                .containsOnlyOnce("Request validation succeeded for content type application/json")
                .containsSequence(
                        "HTTP Method: GET, Resource Path: /pets",
                        "Request validation succeeded for content type application/json",
                        "Successfully completed execution")
                .containsSequence("HTTP Method: GET, Resource Path: /pets", "Missing required request parameters: [q]");
    }
}
