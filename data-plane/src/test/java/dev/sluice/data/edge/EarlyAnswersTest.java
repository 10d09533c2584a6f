package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.stage.Lookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of every answer that the gateway itself makes, over the wire. */
class EarlyAnswersTest {
    @ParameterizedTest
    @DisplayName("rest-api-runtime 18.1, to the byte")
    @CsvSource(delimiter = '|', textBlock = """
            NotConfigured | 503 | Service Unavailable | ServiceUnavailableException | close      | 1
            Failed        | 503 | Service Unavailable | ServiceUnavailableException | keep-alive | 1
            Unknown       | 403 | Forbidden           | ForbiddenException          | keep-alive |
            Suspended     | 403 | Forbidden           | ForbiddenException          | keep-alive |
            """)
    void answersForStagesThatDoNotServe(
            String lookup, int status, String message, String type, String connection, String retryAfter)
            throws IOException {
        try (EdgeFixture edge = new EdgeFixture().otherwise(lookup(lookup))) {
            // when
            var reply = edge.call(EdgeFixture.get("/x"));

            // then
            assertThat(reply.head()).startsWith("HTTP/1.1 " + status + " " + message + "\r\n");
            assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
            assertThat(reply.field("Content-Type")).isEqualTo("application/json");
            assertThat(reply.field("x-amzn-ErrorType")).isEqualTo(type);
            assertThat(reply.field("x-amzn-RequestId")).isNotNull();
            assertThat(reply.field("Connection")).isEqualTo(connection);
            assertThat(reply.field("Retry-After")).isEqualTo(retryAfter);
        }
    }

    private static Lookup lookup(String name) {
        return switch (name) {
            case "NotConfigured" -> new Lookup.NotConfigured();
            case "Failed" -> new Lookup.Failed("does not compile");
            case "Suspended" -> new Lookup.Suspended();
            default -> new Lookup.Unknown();
        };
    }

    @Test
    void aMalformedRequestIsAnsweredToTheByte() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()) {
            // when
            var reply = edge.call("nonsense\r\n\r\n");

            // then
            assertThat((reply.head() + reply.body()).replace("\r\n", "\n")).matches("""
                    HTTP/1.1 400 Bad Request
                    Date: [^\\n]*
                    Content-Length: 25
                    Connection: close
                    x-amzn-RequestId: [0-9a-f-]{36}
                    Content-Type: application/json
                    x-amzn-ErrorType: BadRequestException

                    \\{"message":"Bad Request"\\}""");
        }
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 10.2: compact before execution, one space from validation on")
    @CsvSource(delimiter = '|', textBlock = """
            /throttled    | 429 | TooManyRequestsException     | {"message":"Too Many Requests"}
            /type         | 415 | BadRequestException          | {"message": "Unsupported Media Type"}
            /timeout      | 504 | InternalServerErrorException | {"message": "Endpoint request timed out"}
            /unreachable  | 504 | InternalServerErrorException | {"message": "Network error communicating with endpoint"}
            /invalid      | 502 | InternalServerErrorException | {"message": "Internal server error"}
            /configured   | 500 | InternalServerErrorException | {"message": "Internal server error"}
            /nowhere      | 403 | MissingAuthenticationTokenException | {"message":"Missing Authentication Token"}
            """)
    void rendersFailures(String path, int status, String type, String body) throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                .route("GET", "/throttled", TestSteps.failing(new Failure.Throttled(Duration.ofSeconds(1))))
                .route("GET", "/type", TestSteps.failing(Failure.UnsupportedMediaType.NO_TEMPLATE))
                .route("GET", "/timeout", TestSteps.failing(new Failure.IntegrationTimeout()))
                .route("GET", "/unreachable", TestSteps.failing(new Failure.IntegrationUnreachable("secret host")))
                .route("GET", "/invalid", TestSteps.failing(new Failure.IntegrationInvalid("secret host")))
                .route("GET", "/configured", TestSteps.failing(new Failure.Configuration("secret host")))
                .deployed()) {
            // when
            var reply = edge.call(EdgeFixture.get(path));

            // then
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).isEqualTo(body);
            assertThat(reply.field("x-amzn-ErrorType")).isEqualTo(type);
            assertThat(reply.field("Content-Type")).isEqualTo("application/json");
            assertThat(reply.field("x-amz-apigw-id")).isNotNull();
            assertThat(reply.field("Connection")).isEqualTo("keep-alive");
            assertThat(reply.field("Retry-After")).isNull();
        }
    }

    /** The leak detection of the suite sees the bytes that a refusal leaves behind. */
    @Test
    void letsGoOfTheBodyOfARefusedRequest() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                        .route("POST", "/throttled", TestSteps.failing(new Failure.Throttled(Duration.ofSeconds(1))))
                        .deployed();
                RawClient client = edge.client()) {
            // when
            for (int round = 0; round < 20; round++) {
                assertThat(client.send(EdgeFixture.post("/throttled", "body"))
                                .reply()
                                .status())
                        .isEqualTo(429);
                assertThat(client.send(EdgeFixture.post("/nowhere", "body"))
                                .reply()
                                .status())
                        .isEqualTo(403);
            }
            RawClient.RawReply large = client.send(EdgeFixture.head("POST", "/throttled")
                            + "Content-Length: 500000\r\n\r\n" + "x".repeat(20_000))
                    .reply();

            // then
            assertThat(large.status()).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @DisplayName("domains-and-endpoints 2: a disabled default endpoint answers as an unknown host, in every form")
    @CsvSource({
        "abcdefghij.execute-api.us-east-1.localhost, /closed/x",
        "abcdefghij.execute-api.localhost, /closed/x",
        "localhost, /_aws/execute-api/abcdefghij/closed/x",
        "abcdefghij.execute-api.localhost, /closed/no-such-resource"
    })
    void hidesAClosedStage(String host, String path) throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                .route("GET", "/x", TestSteps.text(200, "open"))
                .closed("closed")) {
            // when
            var closed = edge.call("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            var unknown = edge.call("GET /prod/x HTTP/1.1\r\nHost: example.com\r\n\r\n");

            // then
            assertThat(closed.status()).isEqualTo(403);
            assertThat(closed.body()).isEqualTo("{\"message\":\"Forbidden\"}").isEqualTo(unknown.body());
            assertThat(closed.field("x-amzn-ErrorType")).isEqualTo("ForbiddenException");
        }
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 2.6: an Authorization header changes the answer for an unknown route")
    @CsvSource(delimiter = '|', textBlock = """
            Bearer abc | Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'bBlO0sqqBy87xbOldkEvbk4FQXkuJgj8D1qn6tC5h6Y='.
            AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b | Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.
            AWS4-HMAC-SHA256 SignedHeaders=host | Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.
            """)
    void looksAtTheAuthorizationHeader(String authorization, String message) throws Exception {
        try (EdgeFixture edge =
                new EdgeFixture().route("GET", "/x", TestSteps.text(200, "x")).deployed()) {
            // when
            var reply = edge.call(EdgeFixture.head("GET", "/nowhere") + "Authorization: " + authorization + "\r\n\r\n");

            // then
            String expected = authorization.startsWith("AWS4-")
                    ? message
                    : message.replaceAll(
                            "'[^']*'",
                            "'"
                                    + Base64.getEncoder()
                                            .encodeToString(MessageDigest.getInstance("SHA-256")
                                                    .digest(authorization.getBytes(StandardCharsets.US_ASCII)))
                                    + "'");
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.field("x-amzn-ErrorType")).isEqualTo("IncompleteSignatureException");
            assertThat(reply.body()).isEqualTo("{\"message\":\"" + expected + "\"}");
        }
    }

    @Test
    void aCrowdedOriginDoesNotCostTheClientItsConnection() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                        .route("GET", "/crowded", TestSteps.failing(new Failure.Unavailable("crowded")))
                        .deployed();
                RawClient client = edge.client()) {
            for (int count = 0; count < 2; count++) {
                var reply = client.send(EdgeFixture.get("/crowded")).reply();
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.field("Connection")).isEqualTo("keep-alive");
            }
        }
    }

    @Test
    void aHealthCheckWithABodyLeavesTheConnectionUsable() throws IOException {
        try (EdgeFixture edge = new EdgeFixture();
                RawClient client = edge.client()) {
            String ping = "GET /ping HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";
            for (int count = 0; count < 2; count++) {
                assertThat(client.send(ping).reply().status()).isEqualTo(200);
                client.send("hello");
            }
        }
    }

    @Test
    void aReplyThatCannotBeWrittenEndsItsConnection() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                        .route("GET", "/broken", exchange -> {
                            exchange.reply().status(200);
                            exchange.reply().body(new Body() {
                                @Override
                                public long declaredBytes() {
                                    throw new IllegalStateException("a bug");
                                }

                                @Override
                                public void readTo(Reader reader) {}

                                @Override
                                public void more() {}

                                @Override
                                public void cancel() {}
                            });
                            var _ = exchange.loop().submit(() -> exchange.resume(Outcome.PROCEED));
                            return Outcome.PENDING;
                        })
                        .deployed();
                RawClient client = edge.client()) {
            assertThat(client.send(EdgeFixture.get("/broken")).isClosedByServer())
                    .isTrue();
        }
    }

    @Test
    void theDateGoesOn() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()) {
            String first = edge.call(EdgeFixture.get("/x")).field("Date");
            LockSupport.parkNanos(1_500_000_000);
            assertThat(edge.call(EdgeFixture.get("/x")).field("Date")).isNotEqualTo(first);
        }
    }
}
