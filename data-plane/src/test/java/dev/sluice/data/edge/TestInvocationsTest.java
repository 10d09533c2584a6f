package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.MethodDraft.integration;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.RefusingPort;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** management-api 9 and trap 30, rest-api-runtime 1.3, observability 3: a test invocation runs the engine itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestInvocationsTest {
    private static final String ERROR = "{\"message\": \"Internal server error\"}";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Gateway gateway = new Gateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    private static TestInvocation call(
            StageDraft stage, String verb, String target, Map<String, List<String>> headers) {
        return new TestInvocation(1, stage.snapshot(), verb, target, headers, "");
    }

    private static TestInvocation call(String path, MethodDraft method, String target) {
        return call(stage(TestInvocation.STAGE).method("GET", path, method), "GET", target, Map.of());
    }

    private static MethodDraft answeringMock() {
        return mock("{\"statusCode\": 200}")
                .response("200", "")
                .responseTemplate("200", "application/json", "{\"pet\":1}")
                .responseHeader("200", "X-Kind", "'dog'");
    }

    /** The texts of the lines behind the first, without their times. */
    private static List<String> lines(TestAnswer answer) {
        return answer.log()
                .lines()
                .skip(1)
                .map(line ->
                        line.replaceFirst("^[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4} : ", ""))
                .map(line -> line.replaceAll(UUID, "ID").replaceAll("latency: \\d+ ms", "latency: N ms"))
                .toList();
    }

    @Test
    void logsAMockInTheRecordedLines() {
        // given
        var tried = stage(TestInvocation.STAGE).method("POST", "/pets/{id}", answeringMock());
        var headers = Map.of("Accept", List.of("a/b", "application/json"), "X-Mine", List.of("é"));
        var invocation =
                new TestInvocation(1, tried.snapshot(), "POST", "/pets/a%2Bb?q=1&q=x+y&z", headers, "{\"a\":1}");

        // when
        TestAnswer answer = gateway.test(invocation);

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"pet\":1}");
        assertThat(answer.headers())
                .isEqualTo(Map.of("Content-Type", List.of("application/json"), "X-Kind", List.of("dog")));
        assertThat(answer.log())
                .matches("(?s)Execution log for request " + UUID + "\n.*\n")
                .doesNotContain("\n\n");
        assertThat(lines(answer))
                .containsExactly(
                        "Starting execution for request: ID",
                        "HTTP Method: POST, Resource Path: /pets/a%2Bb",
                        "Method request path: {id=a%2Bb}",
                        "Method request query string: {q=x y, z=}",
                        "Method request headers: {Accept=application/json, X-Mine=é}",
                        "Method request body before transformations: {\"a\":1}",
                        "Method response body after transformations: {\"pet\":1}",
                        "Method response headers: {Content-Type=application/json, X-Kind=dog}",
                        "Successfully completed execution",
                        "Method completed with status: 200");
    }

    private static TestInvocation guardedPut(RawOrigin origin) {
        var tried = stage(TestInvocation.STAGE)
                .method(
                        "ANY",
                        "/pets/{id}",
                        httpProxy(origin.url("/animals/{id}"))
                                .verb("ANY")
                                .map("path.id", "method.request.path.id")
                                .authorization("AWS_IAM")
                                .apiKeyRequired());
        var headers = Map.of(
                "Authorization", List.of("Bearer 0123456789F0yrv6"),
                "Connection", List.of("close"),
                "Max-Forwards", List.of("3"));
        return new TestInvocation(1, tried.snapshot(), "PUT", "/pets/7?a=b&token=0123456789abcdef", headers, "body");
    }

    @Test
    void callsTheOriginAndLogsBothLegs() throws IOException {
        try (var origin = RawOrigin.answering(
                "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nX-From: origin\r\nContent-Length: 5\r\n\r\nhello")) {
            // given
            var invocation = guardedPut(origin);

            // when
            TestAnswer answer = gateway.test(invocation);

            // then
            String uri = origin.url("/animals/7?a=b&token=**********abcdef");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.headers())
                    .isEqualTo(Map.of(
                            "Content-Type",
                            List.of("text/plain"),
                            "X-From",
                            List.of("origin"),
                            "x-amzn-Remapped-Content-Length",
                            List.of("5")));
            assertThat(origin.lastRequest())
                    .startsWith("PUT /animals/7?a=b&token=0123456789abcdef HTTP/1.1\r\n")
                    .contains("Authorization: Bearer 0123456789F0yrv6")
                    .doesNotContainIgnoringCase("max-forwards")
                    .endsWith("\r\n\r\nbody");
            assertThat(lines(answer))
                    .startsWith(
                            "Starting execution for request: ID",
                            "HTTP Method: PUT, Resource Path: /pets/7",
                            "Method request path: {id=7}",
                            "Method request query string: {a=b, token=**********abcdef}",
                            "Method request headers: {Authorization=*****************F0yrv6}",
                            "Method request body before transformations: body",
                            "Endpoint request URI: " + uri)
                    .endsWith(
                            "Endpoint request body after transformations: body",
                            "Sending request to " + uri,
                            "Received response. Status: 201, Integration latency: N ms",
                            "Endpoint response headers: {Content-Type=text/plain, X-From=origin, Content-Length=5}",
                            "Endpoint response body before transformations: hello",
                            "Method response body after transformations: hello",
                            "Method response headers: {Content-Type=text/plain, X-From=origin,"
                                    + " x-amzn-Remapped-Content-Length=5}",
                            "Successfully completed execution",
                            "Method completed with status: 201");
            assertThat(answer.log()).doesNotContain("Bearer").contains("Endpoint request headers: {Host=127.0.0.1");
        }
    }

    @Test
    void cutsALongLineAndMarksIt() throws IOException {
        try (var origin = RawOrigin.saying("Ã©".repeat(2_000))) {
            // when
            TestAnswer answer = gateway.test(call("/", httpProxy(origin.url("/")), "/"));

            // then
            String prefix = "Endpoint response body before transformations: ";
            String line = lines(answer).stream()
                    .filter(each -> each.startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
            assertThat(line).endsWith(" [TRUNCATED]").doesNotContain("\uFFFD");
            assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                    .isBetween(1_020 + " [TRUNCATED]".length(), 1_024 + " [TRUNCATED]".length());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',/pets/{petId},petId={petId}",
        "/other/9,/other/9,''",
        "?x=1,/pets/{petId},petId={petId}",
        "pets/9,/pets/9,petId=9"
    })
    void doesNotRefuseAPathThatIsNotTheResources(String target, String path, String parameters) {
        // when
        TestAnswer answer = gateway.test(call("/pets/{petId}", answeringMock(), target));

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(lines(answer))
                .contains("HTTP Method: GET, Resource Path: " + path, "Method request path: {" + parameters + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TELEGRAPH | integration type TELEGRAPH is not supported yet",
                "AWS | the URI null names no AWS service"
            })
    void saysWhatThisVersionCannotCarryOut(String type, String reason) {
        // when
        TestAnswer answer = gateway.test(call("/", integration(type), "/"));

        // then
        assertFailed(answer, 500, ERROR, "Execution failed due to configuration error: " + reason);
    }

    @Test
    void saysSoOfLinksToo() {
        assertFailed(
                gateway.test(call("/", httpProxy("http://127.0.0.1/").vpcLink("abc123"), "/")),
                500,
                ERROR,
                "Execution failed due to configuration error: connection type VPC_LINK is not supported yet");
    }

    @Test
    void answersTheFailuresOfConfigurationWithTheirReasons() {
        assertFailed(
                gateway.test(call("/", mock("{\"statusCode\": \"x\"}"), "/")),
                500,
                ERROR,
                "Execution failed due to configuration error: Unable to parse statusCode. It should be an integer defined"
                        + " in the request template.");
        assertFailed(
                gateway.test(call("/", mock("{\"statusCode\": 200}"), "/")),
                500,
                ERROR,
                "Execution failed due to configuration error: No match for output mapping and no default output mapping"
                        + " configured. Endpoint Response Status Code: 200");
        assertFailed(
                gateway.test(call("/", http("http://127.0.0.1/").map("header.Content-Length", "'1'"), "/")),
                500,
                ERROR,
                "Execution failed due to configuration error: Content-Length header already present");
    }

    @Test
    void refusesPrivateAddressesAsTrafficDoes() {
        // security-requirements 34
        assertFailed(
                gateway.test(call("/", httpProxy("http://169.254.169.254/latest"), "/")),
                500,
                ERROR,
                "Execution failed due to configuration error: Invalid endpoint address");
    }

    @Test
    void answersADeadAndASilentOriginAsTrafficDoes() throws IOException {
        try (var dead = new RefusingPort();
                var silent = RawOrigin.running(connection -> {
                    connection.readRequest();
                    Thread.sleep(2_000);
                })) {
            assertFailed(
                    gateway.test(call("/", httpProxy(dead.url()), "/")),
                    504,
                    "{\"message\": \"Network error communicating with endpoint\"}",
                    "Execution failed due to a network error communicating with endpoint");
            assertFailed(
                    gateway.test(call("/", httpProxy(silent.url("/")).timeoutMillis(100), "/")),
                    504,
                    "{\"message\": \"Endpoint request timed out\"}",
                    "Execution failed due to a timeout error");
        }
    }

    @Test
    void answersAnOriginThatBreaksOffWithItsFailure() throws IOException {
        try (var origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        })) {
            assertFailed(
                    gateway.test(call("/", httpProxy(origin.url("/")), "/")),
                    504,
                    "{\"message\": \"Network error communicating with endpoint\"}",
                    "Execution failed due to a network error communicating with endpoint");
        }
    }

    @Test
    void cutsALargeBodyAtACharacterAndSaysSo() throws IOException {
        // one byte before the limit a character of two begins: as RawOrigin writes it, in Latin-1
        String kept = "x".repeat(TestAnswer.MAX_BODY_BYTES - 1);
        try (var origin = RawOrigin.saying(kept + "\u00C3\u00A9" + "y".repeat(100_000))) {
            // when
            TestAnswer answer = gateway.test(call("/", httpProxy(origin.url("/")), "/"));

            // then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(kept);
            assertThat(lines(answer))
                    .contains(
                            "The response body is longer than the 1048576 bytes that a test invocation shows; the rest"
                                    + " is left out")
                    .endsWith("Successfully completed execution", "Method completed with status: 200");
            assertThat(answer.log().length()).isLessThan(16_384);
        }
    }

    @Test
    void saysThatAResourcePathIsMalformed() {
        assertFailed(
                gateway.test(call("/a//b", answeringMock(), "/a")),
                500,
                ERROR,
                "Execution failed due to configuration error: malformed resource path /a//b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b",
                "/a/%2e%2e/b",
                "/a#b",
                "/a\\b",
                "/%zz",
                "/%00",
                "/a\r\nHost: evil",
                "/a\tb",
                "/a?x=\r\n",
                "/\u0000"
            })
    void refusesATargetThatNoClientCouldSend(String target) throws IOException {
        try (var origin = RawOrigin.saying("never")) {
            // when
            TestAnswer answer = gateway.test(call("/{proxy+}", httpProxy(origin.url("/")), target));

            // then
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Bad Request\"}");
            assertThat(answer.headers()).containsEntry("x-amzn-ErrorType", List.of("BadRequestException"));
            assertThat(lines(answer))
                    .endsWith(
                            "Execution failed due to a request that is malformed", "Method completed with status: 400");
            assertThat(origin.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'X\r\nY',1,400",
        "X Y,1,400",
        "'',1,400",
        "X,'a\r\nY: b',400",
        "X,'a\nb',400",
        "Host,a/b,400",
        "Transfer-Encoding,gzip,400",
        "Expect,magic,417"
    })
    void refusesAFieldThatNoClientCouldSend(String name, String value, int status) throws IOException {
        try (var origin = RawOrigin.saying("never")) {
            // given
            var tried = stage(TestInvocation.STAGE).method("GET", "/", httpProxy(origin.url("/")));
            var field = Map.of(name.translateEscapes(), List.of(value.translateEscapes()));

            // when
            TestAnswer answer = gateway.test(call(tried, "GET", "/", field));

            // then
            assertThat(answer.status()).isEqualTo(status);
            assertThat(origin.requests()).isEmpty();
        }
    }

    @Test
    void holdsARequestToTheLimitsOfTheEdge() {
        // given
        var tried = stage(TestInvocation.STAGE).method("GET", "/{proxy+}", answeringMock());
        var large = new TestInvocation(1, tried.snapshot(), "GET", "/a", Map.of(), "x".repeat(10_485_761));

        // when
        TestAnswer longTarget = gateway.test(call(tried, "GET", "/" + "a".repeat(10_240), Map.of()));
        TestAnswer longFields = gateway.test(call(tried, "GET", "/a", Map.of("X", List.of("x".repeat(10_241)))));
        TestAnswer longBody = gateway.test(large);

        // then
        assertThat(longTarget.status()).isEqualTo(414);
        assertThat(longFields.status()).isEqualTo(431);
        assertThat(longBody.status()).isEqualTo(413);
    }

    @Test
    void escapesWhatPeopleTypeIntoATarget() throws IOException {
        try (var origin = RawOrigin.saying("ok")) {
            // given
            var method = httpProxy(origin.url("/{proxy}")).map("path.proxy", "method.request.path.proxy");

            // when
            TestAnswer answer = gateway.test(call("/{proxy+}", method, "/a b/é?q=x y"));

            // then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(origin.lastRequest()).startsWith("GET /a%20b/%C3%A9?q=x%20y HTTP/1.1\r\n");
        }
    }

    @Test
    void givesNoBodyToHead() throws IOException {
        try (var origin = RawOrigin.running(connection -> {
            while (connection.readRequest()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
            }
        })) {
            // given
            var tried = stage(TestInvocation.STAGE)
                    .method("HEAD", "/", httpProxy(origin.url("/")).verb("HEAD"));

            // when
            TestAnswer answer = gateway.test(call(tried, "HEAD", "/", Map.of()));

            // then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void endsTheOriginCallWhenNobodyWaitsAnyMore() throws IOException {
        try (var origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.readRequest();
        })) {
            // given
            var answer = new CompletableFuture<TestAnswer>();
            Runnable stop = gateway.begin(call("/", httpProxy(origin.url("/")), "/"), answer);
            Await.until("the origin is called", () -> origin.requests().size() == 1);

            // when
            stop.run();

            // then
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
            assertThat(answer).isNotDone();
        }
    }

    private static void assertFailed(TestAnswer answer, int status, String body, String line) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers())
                .isEqualTo(Map.of(
                        "Content-Type",
                        List.of("application/json"),
                        "x-amzn-ErrorType",
                        List.of("InternalServerErrorException")));
        assertThat(lines(answer)).endsWith(line, "Method completed with status: " + status);
        assertThat(lines(answer)).noneMatch(each -> each.startsWith("Successfully"));
    }
}
