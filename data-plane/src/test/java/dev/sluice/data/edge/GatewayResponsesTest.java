package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.signature.Verdict;
import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.transform.MappingRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** rest-api-runtime 10: answers that an API's owner has customised, on the wire. */
class GatewayResponsesTest {
    private static final String JSON = "application/json";
    private static final String DEFAULT = "{\"message\":$context.error.messageString}";

    /**
     * One failure and how it is answered.
     *
     * @param type what a template sees of it; empty when nobody may customise it
     * @param message empty when there is none (trap 6)
     */
    record Case(Failure failure, String type, int status, String errorType, String message, boolean spaced) {
        String body() {
            return "{\"message\":" + (spaced ? " " : "") + quoted() + "}";
        }

        String quoted() {
            return message.isEmpty() ? "null" : "\"" + message + "\"";
        }

        boolean isClient() {
            return status < 500;
        }
    }

    private static final String INTERNAL = "InternalServerErrorException";

    static final List<Case> CASES = List.of(
            new Case(
                    new Failure.UnknownRoute(),
                    "MISSING_AUTHENTICATION_TOKEN",
                    403,
                    "MissingAuthenticationTokenException",
                    "Missing Authentication Token",
                    false),
            new Case(
                    new Failure.AuthorizerFailed("nonsense"),
                    "AUTHORIZER_FAILURE",
                    500,
                    "AuthorizerFailureException",
                    "",
                    false),
            new Case(
                    new Failure.AuthorizerMisconfigured("no permission"),
                    "AUTHORIZER_CONFIGURATION_ERROR",
                    500,
                    "AuthorizerConfigurationException",
                    "",
                    false),
            new Case(
                    new Failure.InvalidApiKey("unknown"),
                    "INVALID_API_KEY",
                    403,
                    "ForbiddenException",
                    "Forbidden",
                    false),
            new Case(
                    new Failure.QuotaExceeded(),
                    "QUOTA_EXCEEDED",
                    429,
                    "LimitExceededException",
                    "Limit Exceeded",
                    false),
            new Case(
                    new Failure.NotAuthenticated(
                            Verdict.Reason.EXPIRED_TOKEN, "The security token included in the request is expired"),
                    "EXPIRED_TOKEN",
                    403,
                    "ExpiredTokenException",
                    "The security token included in the request is expired",
                    false),
            new Case(
                    new Failure.Throttled(Duration.ZERO),
                    "THROTTLED",
                    429,
                    "TooManyRequestsException",
                    "Too Many Requests",
                    false),
            new Case(
                    Failure.UnsupportedMediaType.NO_TEMPLATE,
                    "UNSUPPORTED_MEDIA_TYPE",
                    415,
                    "BadRequestException",
                    "Unsupported Media Type",
                    true),
            new Case(
                    new Failure.MissingParameters("[x-a, b]"),
                    "BAD_REQUEST_PARAMETERS",
                    400,
                    "BadRequestException",
                    "Missing required request parameters: [x-a, b]",
                    true),
            new Case(
                    new Failure.InvalidBody("[object has missing required properties ([\"a\"])]"),
                    "BAD_REQUEST_BODY",
                    400,
                    "BadRequestException",
                    "Invalid request body",
                    true),
            new Case(
                    new Failure.MalformedJson(),
                    "DEFAULT_4XX",
                    400,
                    "BadRequestException",
                    "Invalid JSON in request body",
                    true),
            new Case(
                    new Failure.IntegrationTimeout(),
                    "INTEGRATION_TIMEOUT",
                    504,
                    INTERNAL,
                    "Endpoint request timed out",
                    true),
            new Case(
                    new Failure.IntegrationUnreachable("refused"),
                    "INTEGRATION_FAILURE",
                    504,
                    INTERNAL,
                    "Network error communicating with endpoint",
                    true),
            new Case(
                    new Failure.IntegrationInvalid("garbage"),
                    "INTEGRATION_FAILURE",
                    502,
                    INTERNAL,
                    "Internal server error",
                    true),
            new Case(
                    new Failure.Configuration("no mapping"),
                    "API_CONFIGURATION_ERROR",
                    500,
                    INTERNAL,
                    "Internal server error",
                    true),
            new Case(
                    new Failure.Internal(new IllegalStateException("a bug")),
                    "DEFAULT_5XX",
                    500,
                    INTERNAL,
                    "Internal server error",
                    true),
            new Case(
                    new Failure.Unavailable("no room"),
                    "",
                    503,
                    "ServiceUnavailableException",
                    "Service Unavailable",
                    false),
            new Case(new Failure.UnknownApi(), "", 403, "ForbiddenException", "Forbidden", false));

    static Stream<Case> customisable() {
        return CASES.stream().filter(each -> !each.type().isEmpty());
    }

    /** Those that are not the default of their class themselves. */
    static Stream<Case> typed() {
        return customisable().filter(each -> !each.type().startsWith("DEFAULT_"));
    }

    private static GatewayResponseSnapshot response(String type, @Nullable Integer status, String template) {
        return new GatewayResponseSnapshot(type, status, Map.of(), Map.of(JSON, template));
    }

    private static RawReply answer(Failure failure, String request, GatewayResponseSnapshot... responses)
            throws IOException, MappingRefused {
        try (var edge = new EdgeFixture()
                .route("ANY", "/pets/{id}", TestSteps.failing(failure))
                .deployed(Map.of(), List.of(responses))) {
            return edge.call(request);
        }
    }

    private static RawReply answer(Failure failure, GatewayResponseSnapshot... responses)
            throws IOException, MappingRefused {
        return answer(failure, EdgeFixture.get("/pets/7?q=1&q=2"), responses);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    @DisplayName("rest-api-runtime 10.2: what nobody customised is answered to the byte as ever")
    void answersBuiltIn(Case each) throws Exception {
        // when
        RawReply reply = answer(each.failure());

        // then
        assertBuiltIn(reply, each);
    }

    private static void assertBuiltIn(RawReply reply, Case each) {
        assertThat(reply.status()).isEqualTo(each.status());
        assertThat(reply.body()).isEqualTo(each.body());
        assertThat(reply.fields("x-amzn-ErrorType")).containsExactly(each.errorType());
        assertThat(reply.fields("Content-Type")).containsExactly(JSON);
        assertThat(reply.fields("x-amzn-RequestId")).hasSize(1);
        assertThat(reply.fields("x-amz-apigw-id")).hasSize(1);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    @DisplayName(
            "trap 30: DEFAULT_4XX and DEFAULT_5XX rewrite status, body and fields of all unset types of their class")
    void answersTheDefaultOfTheClass(Case each) throws Exception {
        // given
        String template = "<$context.error.responseType|$context.error.message>";
        var client = new GatewayResponseSnapshot(
                "DEFAULT_4XX", 418, Map.of("gatewayresponse.header.X-Class", "'4'"), Map.of("text/xml", template));
        var server = new GatewayResponseSnapshot(
                "DEFAULT_5XX", 599, Map.of("gatewayresponse.header.X-Class", "'5'"), Map.of("text/xml", template));

        // when
        RawReply reply = answer(each.failure(), client, server);

        // then
        if (each.type().isEmpty()) {
            assertBuiltIn(reply, each);
            return;
        }
        assertThat(reply.status()).isEqualTo(each.isClient() ? 418 : 599);
        assertThat(reply.body()).isEqualTo("<" + each.type() + "|" + each.message() + ">");
        assertThat(reply.fields("Content-Type")).containsExactly("text/xml");
        assertThat(reply.fields("X-Class")).containsExactly(each.isClient() ? "4" : "5");
        assertThat(reply.fields("x-amzn-ErrorType")).containsExactly(each.errorType());
    }

    @ParameterizedTest
    @MethodSource("customisable")
    @DisplayName(
            "rest-api-runtime 10.2: a default without a status keeps each type's own, and an other class's has no say")
    void aDefaultWithoutAStatusKeepsIt(Case each) throws Exception {
        // given
        String own = each.isClient() ? "DEFAULT_4XX" : "DEFAULT_5XX";
        String other = each.isClient() ? "DEFAULT_5XX" : "DEFAULT_4XX";

        // when
        RawReply reply = answer(each.failure(), response(own, null, "mine"), response(other, 418, "other"));

        // then
        assertThat(reply.status()).isEqualTo(each.status());
        assertThat(reply.body()).isEqualTo("mine");
    }

    @ParameterizedTest
    @MethodSource("typed")
    @DisplayName(
            "management-api 5, rest-api-runtime 10.2 [R]: a customised type inherits nothing, its status is its own")
    void aCustomisedTypeInheritsNothing(Case each) throws Exception {
        // given
        var loud = new GatewayResponseSnapshot(
                each.isClient() ? "DEFAULT_4XX" : "DEFAULT_5XX",
                418,
                Map.of("gatewayresponse.header.X-Class", "'loud'"),
                Map.of(JSON, "loud"));

        // when
        RawReply quiet = answer(each.failure(), loud, response(each.type(), null, DEFAULT));
        RawReply moved = answer(each.failure(), loud, response(each.type(), 299, DEFAULT));

        // then
        assertThat(quiet.status()).isEqualTo(each.status());
        assertThat(quiet.body()).isEqualTo("{\"message\":" + each.quoted() + "}");
        assertThat(quiet.fields("X-Class")).isEmpty();
        assertThat(moved.status()).isEqualTo(299);
    }

    @Test
    @DisplayName("rest-api-runtime 1.2: RESOURCE_NOT_FOUND may be customised and is raised by nothing")
    void nothingRaisesResourceNotFound() throws Exception {
        try (var edge = new EdgeFixture()
                .route("GET", "/pets", TestSteps::echo)
                .deployed(Map.of(), List.of(response("RESOURCE_NOT_FOUND", 418, "mine")))) {
            // when
            RawReply resource = edge.call(EdgeFixture.get("/nowhere"));
            RawReply verb = edge.call(EdgeFixture.head("DELETE", "/pets") + "\r\n");

            // then
            assertThat(List.of(resource.status(), verb.status())).containsOnly(403);
            assertThat(List.of(resource.body(), verb.body()))
                    .containsOnly("{\"message\":\"Missing Authentication Token\"}");
        }
    }

    @Test
    void answersHeadAndNoContentWithoutABody() throws Exception {
        // when
        RawReply head = answer(
                new Failure.Throttled(Duration.ZERO),
                EdgeFixture.head("HEAD", "/pets/7") + "\r\n",
                response("THROTTLED", null, "text"));
        RawReply empty = answer(new Failure.Throttled(Duration.ZERO), response("THROTTLED", 204, "text"));

        // then
        assertThat(head.status()).isEqualTo(429);
        assertThat(head.fields("Content-Length")).containsExactly("4");
        assertThat(empty.status()).isEqualTo(204);
        assertThat(empty.fields("Content-Length")).isEmpty();
    }

    @Test
    @DisplayName("rest-api-runtime 2.6, 10.4: an unknown route and a large body are answered as the stage says")
    void answersWhatFailsBeforeTheMethod() throws Exception {
        try (var edge = new EdgeFixture()
                .route("POST", "/pets", TestSteps::echo)
                .deployed(
                        Map.of(),
                        List.of(
                                response(
                                        "MISSING_AUTHENTICATION_TOKEN", 404, "gone $context.resourcePath$context.path"),
                                response("INVALID_SIGNATURE", 418, "$context.error.message"),
                                response("REQUEST_TOO_LARGE", null, DEFAULT)))) {
            // when
            RawReply unknown = edge.call(EdgeFixture.get("/nowhere"));
            RawReply unsigned = edge.call(EdgeFixture.head("GET", "/nowhere") + "Authorization: Bearer x\r\n\r\n");
            RawReply large = edge.call(EdgeFixture.head("POST", "/pets") + "Content-Length: 10485761\r\n\r\n");
            RawReply unknownStage = edge.call("GET /other/x HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n");
            RawReply malformed = edge.call("GET /prod/%zz HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n");

            // then
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.body()).isEqualTo("gone /prod/nowhere");
            assertThat(unsigned.status()).isEqualTo(418);
            assertThat(unsigned.body()).startsWith("Invalid key=value pair (missing equal-sign)");
            assertThat(unsigned.fields("x-amzn-ErrorType")).containsExactly("IncompleteSignatureException");
            assertThat(large.status()).isEqualTo(413);
            assertThat(large.body()).isEqualTo("{\"message\":\"HTTP content length exceeded 10485760 bytes.\"}");
            assertThat(large.fields("Connection")).containsExactly("close");
            assertThat(unknownStage.body()).isEqualTo("{\"message\":\"Forbidden\"}");
            assertThat(malformed.body()).isEqualTo("{\"message\":\"Bad Request\"}");
        }
    }

    @Test
    @DisplayName("rest-api-runtime 10.4: plain text where nobody customised it, also under DEFAULT_5XX")
    void answersALargeBodyInPlainText() throws Exception {
        try (var edge = new EdgeFixture()
                .route("POST", "/pets", TestSteps::echo)
                .deployed(Map.of(), List.of(response("DEFAULT_5XX", 500, "other")))) {
            // when
            RawReply large = edge.call(EdgeFixture.head("POST", "/pets") + "Content-Length: 10485761\r\n\r\n");

            // then
            assertThat(large.status()).isEqualTo(413);
            assertThat(large.body()).isEqualTo("HTTP content length exceeded 10485760 bytes.");
            assertThat(large.fields("Content-Type")).containsExactly("text/plain");
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> answer(new Failure.UnknownRoute(), response("TEAPOT", 418, "")))
                .isInstanceOf(MappingRefused.class)
                .hasMessage("unknown gateway response TEAPOT");
        assertThatThrownBy(() -> answer(
                        new Failure.UnknownRoute(),
                        new GatewayResponseSnapshot("THROTTLED", null, Map.of("method.x", "'1'"), Map.of())))
                .isInstanceOf(MappingRefused.class)
                .hasMessage("gateway response THROTTLED: unknown mapping target method.x");
    }
}
