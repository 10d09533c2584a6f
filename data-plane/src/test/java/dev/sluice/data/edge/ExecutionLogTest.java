package dev.sluice.data.edge;

import static dev.sluice.data.edge.LoggedStage.EXECUTION;
import static dev.sluice.data.edge.LoggedStage.answeringMock;
import static dev.sluice.data.edge.LoggedStage.lines;
import static dev.sluice.data.edge.LoggedStage.logged;
import static dev.sluice.data.edge.LoggedStage.start;
import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.RefusingPort;
import dev.sluice.data.pipeline.LogSetting;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.telemetry.ExecutionLogs;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** observability 1 to 3: what the calls to a deployed stage leave in its file. */
class ExecutionLogTest {
    private LoggedStage log;

    @BeforeEach
    void begin(@TempDir Path folder) {
        log = new LoggedStage(folder);
    }

    @Test
    @DisplayName("observability 3.1: the short form without data trace")
    void writesTheShortFormOfAMock() throws IOException {
        // when
        log.call(logged("GET", "/pets/{id}", answeringMock(), "INFO", false), EdgeFixture.get("/pets/7?a=b"));

        // then
        assertThat(log.lines())
                .isEqualTo(lines(
                        start("GET", "/pets/{id}"),
                        EXECUTION,
                        "HTTP Method: GET, Resource Path: /pets/7",
                        "Successfully completed execution",
                        "Method completed with status: 200"));
    }

    @Test
    @DisplayName("observability 3.1: a mock with data trace; a MOCK has no endpoint")
    void writesAMockWithItsData() throws IOException {
        // when
        log.call(
                logged("POST", "/pets/{id}", answeringMock(), "INFO", true),
                EdgeFixture.head("POST", "/pets/a%2Bb?q=x+y&token=0123456789abcdef")
                        + "X-Api-Key: 0123456789012345678901\r\nContent-Length: 9\r\n\r\n{\"a\":\n 1}");

        // then
        assertThat(log.lines())
                .isEqualTo(lines(
                        start("POST", "/pets/{id}"),
                        EXECUTION,
                        "HTTP Method: POST, Resource Path: /pets/a%2Bb",
                        "Method request path: {id=a%2Bb}",
                        "Method request query string: {q=x y, token=**********abcdef}",
                        "Method request headers: {Host=" + EdgeFixture.HOST + ", X-Api-Key=****************678901}",
                        "Method request body before transformations: {\"a\":\\n 1}",
                        "Method response body after transformations: {\"pet\":1}",
                        "Method response headers: {Content-Type=application/json, X-Kind=dog}",
                        "Successfully completed execution",
                        "Method completed with status: 200"));
    }

    @Test
    @DisplayName("observability 3.1: both legs of a proxied call, in order")
    void writesAProxiedCall() throws IOException {
        try (var origin = RawOrigin.answering(
                "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nSet-Cookie: s=0123456789abcdef\r\n"
                        + "Content-Length: 5\r\n\r\nhello")) {
            // when
            log.call(
                    logged("PUT", "/pets", httpProxy(origin.url("/animals")).verb("PUT"), "INFO", true),
                    EdgeFixture.head("PUT", "/pets") + "Authorization: Bearer 0123456789F0yrv6\r\n"
                            + "Content-Length: 4\r\n\r\nbody");

            // then
            List<String> lines = log.lines();
            assertThat(lines.subList(0, 10))
                    .isEqualTo(lines(
                            start("PUT", "/pets"),
                            EXECUTION,
                            "HTTP Method: PUT, Resource Path: /pets",
                            "Method request path: {}",
                            "Method request query string: {}",
                            "Method request headers: {Host=" + EdgeFixture.HOST
                                    + ", Authorization=*****************F0yrv6}",
                            "Method request body before transformations: body"));
            assertThat(lines.get(10)).isEqualTo("Endpoint request URI: " + origin.url("/animals"));
            assertThat(lines.get(11))
                    .startsWith("Endpoint request headers: {Host=127.0.0.1:")
                    .contains("Authorization=*****************F0yrv6");
            assertThat(lines.subList(12, lines.size()))
                    .containsExactly(
                            "Endpoint request body after transformations: body",
                            "Sending request to " + origin.url("/animals"),
                            "Received response. Status: 201, Integration latency: N ms",
                            "Endpoint response headers: {Content-Type=text/plain, Set-Cookie=************abcdef,"
                                    + " Content-Length=5}",
                            "Endpoint response body before transformations: hello",
                            "Method response body after transformations: hello",
                            "Method response headers: {Content-Type=text/plain, Set-Cookie=************abcdef,"
                                    + " x-amzn-Remapped-Content-Length=5}",
                            "Successfully completed execution",
                            "Method completed with status: 201");
        }
    }

    @Test
    @DisplayName("observability 3.2: cause, gateway response, status")
    void writesAThrottledCallWithItsLimit() throws IOException {
        // when
        log.call(
                logged("POST", "/pets", answeringMock(), "INFO", false).throttle("/pets", "POST", 0, 1),
                EdgeFixture.post("/pets", "x"));

        // then
        assertThat(log.lines())
                .isEqualTo(lines(
                        start("POST", "/pets"),
                        List.of(),
                        "Key throttle limit exceeded for RestApi " + EdgeFixture.API
                                + ", Stage prod, Resource r0, HttpMethod POST. Limit: 0.00 Burst: 1",
                        "Gateway response type: THROTTLED with status code: 429",
                        "Gateway response body: {\"message\":\"Too Many Requests\"}",
                        "Gateway response headers: {Content-Type=application/json,"
                                + " x-amzn-ErrorType=TooManyRequestsException}",
                        "Method completed with status: 429"));
    }

    private void assertFailed(MethodDraft method, String cause, String type, int status, String body)
            throws IOException {
        Files.deleteIfExists(log.file());
        log.call(logged("GET", "/pets", method, "ERROR", false), EdgeFixture.get("/pets"));
        assertThat(log.lines())
                .filteredOn(line -> !line.startsWith("Endpoint error: "))
                .isEqualTo(lines(
                        start("GET", "/pets"),
                        EXECUTION,
                        "HTTP Method: GET, Resource Path: /pets",
                        cause,
                        "Gateway response type: " + type + " with status code: " + status,
                        "Gateway response body: " + body,
                        "Gateway response headers: {Content-Type=application/json, x-amzn-ErrorType="
                                + (status < 500 ? "BadRequestException" : "InternalServerErrorException") + "}",
                        "Method completed with status: " + status));
    }

    @Test
    void writesTheCauseOfEachFailure() throws IOException {
        String internal = "{\"message\": \"Internal server error\"}";
        String configuration = "Execution failed due to configuration error: ";
        assertFailed(
                mock("{\"statusCode\": \"x\"}"),
                configuration + "Unable to parse statusCode. It should be an integer defined in the request template.",
                "API_CONFIGURATION_ERROR",
                500,
                internal);
        assertFailed(
                mock("{\"statusCode\": 200}"),
                configuration + "No match for output mapping and no default output mapping configured."
                        + " Endpoint Response Status Code: 200",
                "API_CONFIGURATION_ERROR",
                500,
                internal);
        assertFailed(
                http("http://169.254.169.254/").response("200", ""),
                configuration + "Invalid endpoint address",
                "API_CONFIGURATION_ERROR",
                500,
                internal);
        assertFailed(
                http("http://127.0.0.1/").response("200", "").passthrough("NEVER"),
                configuration + "Unsupported Media Type",
                "UNSUPPORTED_MEDIA_TYPE",
                415,
                "{\"message\": \"Unsupported Media Type\"}");
    }

    @Test
    void writesTheCauseOfOriginsThatFail() throws IOException {
        try (var dead = new RefusingPort();
                var silent = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.awaitEnd();
                });
                var garbage = RawOrigin.answering("garbage\r\n\r\n")) {
            assertFailed(
                    httpProxy(dead.url()),
                    "Execution failed due to a network error communicating with endpoint",
                    "INTEGRATION_FAILURE",
                    504,
                    "{\"message\": \"Network error communicating with endpoint\"}");
            assertThat(log.lines()).anyMatch(line -> line.matches("Endpoint error: .*[Rr]efused.*"));
            assertFailed(
                    httpProxy(silent.url("/")).timeoutMillis(100),
                    "Execution failed due to a timeout error",
                    "INTEGRATION_TIMEOUT",
                    504,
                    "{\"message\": \"Endpoint request timed out\"}");
            log.call(logged("GET", "/pets", httpProxy(garbage.url("/")), "ERROR", false), EdgeFixture.get("/pets"));
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("Execution failed due to an invalid response of the endpoint: "));
        }
    }

    @Test
    void writesTheCustomisedResponse() throws IOException {
        // when
        List<RawReply> replies = log.call(
                logged("GET", "/pets", mock("{}"), "INFO", true)
                        .gatewayResponse(
                                "DEFAULT_5XX",
                                503,
                                Map.of("gatewayresponse.header.X-Key", "'a'"),
                                Map.of("text/plain", "sorry\nforged")),
                EdgeFixture.get("/pets"));

        // then
        assertThat(replies.getFirst().status()).isEqualTo(503);
        assertThat(log.lines())
                .endsWith(
                        "Gateway response type: API_CONFIGURATION_ERROR with status code: 503",
                        "Gateway response body: sorry\\nforged",
                        "Gateway response headers: {Content-Type=text/plain, X-Key=a,"
                                + " x-amzn-ErrorType=InternalServerErrorException}",
                        "Method completed with status: 503");
    }

    @ParameterizedTest
    @CsvSource({"OFF,true", "ERROR,true", "ERROR,false"})
    @DisplayName("observability 1: OFF writes nothing, ERROR nothing of what succeeds")
    void writesNothingOfASuccess(String level, boolean data) throws IOException {
        // when
        log.call(logged("GET", "/pets", answeringMock(), level, data), EdgeFixture.get("/pets"));

        // then
        assertThat(log.file()).doesNotExist();
    }

    @Test
    @DisplayName("security-requirements 60, observability 2: no value begins a line, and a long one is cut")
    void escapesAndCuts() throws IOException {
        // when
        log.call(
                logged("POST", "/pets", answeringMock(), "INFO", true),
                EdgeFixture.post("/pets?a=x%0a2026-01-01T00:00:00.000Z%20(id)%20forged%e2%80%a8%c2%85", "\r\n\u0000"),
                EdgeFixture.post("/pets", "x".repeat(5_000)));

        // then
        List<String> lines = log.lines();
        assertThat(lines)
                .contains(
                        "Method request query string: {a=x\\n2026-01-01T00:00:00.000Z (id) forged\\u2028\\u0085}",
                        "Method request body before transformations: \\r\\n\\u0000",
                        "Method request body before transformations: " + "x".repeat(980) + " [TRUNCATED]");
    }

    @Test
    void tellsThatTheClientHasGone() throws Exception {
        try (var origin = RawOrigin.running(RawOrigin.Connection::awaitEnd);
                var edge = new EdgeFixture(ExecutionLogs.start(log.settings()));
                var gateway = new Gateway(edge.loops())) {
            // given
            var draft = logged("GET", "/pets", httpProxy(origin.url("/")), "INFO", false);
            edge.stage(
                    EdgeFixture.API,
                    "prod",
                    new Lookup.Found(gateway.compile(
                            draft.of(LoggedStage.TENANT, EdgeFixture.API).snapshot())));

            // when
            try (RawClient client = edge.client()) {
                client.send(EdgeFixture.get("/pets"));
                Await.until("the origin is called", () -> origin.openConnections() == 1);
            }

            // then
            Await.until("the call is in the file", () -> Files.exists(log.file()) && Files.size(log.file()) > 0);
            assertThat(log.lines())
                    .endsWith("Execution ended because the client has gone", "Method completed with status: -");
        }
    }

    @Test
    void costsAMethodWithoutALogNothing() {
        try (var gateway = new Gateway()) {
            // when
            var stage = gateway.compile(stage("prod")
                    .method("GET", "/on", answeringMock())
                    .method("GET", "/off", answeringMock())
                    .method("GET", "/other", answeringMock())
                    .logging("*", "*", "OFF", true)
                    .logging("/on", "GET", "INFO", true)
                    .logging("/on", "*", "ERROR", false)
                    .logging("*", "GET", "ERROR", true)
                    .logging("/off", "*", "OFF", false)
                    .snapshot());

            // then
            assertThat(logging(stage, "/on")).isEqualTo(new LogSetting(false, true));
            assertThat(logging(stage, "/off")).isNull();
            assertThat(logging(stage, "/other")).isEqualTo(new LogSetting(true, true));
        }
    }

    private static @Nullable LogSetting logging(CompiledStage stage, String path) {
        return Objects.requireNonNull(stage.route("GET", path, path)).method().logging();
    }
}
