package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.transform.MappingRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rest-api-runtime 10: answers that an API's owner has customised, on the wire. */
class GatewayResponsesTest {
    private static final String JSON = "application/json";
    private static final String DEFAULT = "{\"message\":$context.error.messageString}";

    /**
     * One failure and how it is answered.
     *
     * @param type what a template sees of it; empty when nobody may customise it
     */
    record Case(Failure failure, String type, int status, String errorType, String message, boolean spaced) {
        String body() {
            return "{\"message\":" + (spaced ? " " : "") + "\"" + message + "\"}";
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
                    new Failure.Throttled(Duration.ZERO),
                    "THROTTLED",
                    429,
                    "TooManyRequestsException",
                    "Too Many Requests",
                    false),
            new Case(
                    new Failure.UnsupportedMediaType(),
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

    private static GatewayResponseSnapshot fields(String type, Map<String, String> fields) {
        Map<String, String> parameters = new HashMap<>();
        fields.forEach((name, source) -> parameters.put("gatewayresponse.header." + name, source));
        return new GatewayResponseSnapshot(type, null, parameters, Map.of());
    }

    private static RawReply answer(Failure failure, String request, GatewayResponseSnapshot... responses)
            throws IOException, MappingRefused {
        try (var edge = new EdgeFixture()
                .route("ANY", "/pets/{id}", TestSteps.failing(failure))
                .deployed(Map.of("colour", "blau ü"), List.of(responses))) {
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
    @DisplayName("trap 30: DEFAULT_4XX and DEFAULT_5XX rewrite status, body and fields of all unset types of their class")
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
    @DisplayName("rest-api-runtime 10.2: a default without a status keeps each type's own, and an other class's has no say")
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
    @DisplayName("management-api 5, rest-api-runtime 10.2 [R]: a customised type inherits nothing, its status is its own")
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
        assertThat(quiet.body()).isEqualTo("{\"message\":\"" + each.message() + "\"}");
        assertThat(quiet.fields("X-Class")).isEmpty();
        assertThat(moved.status()).isEqualTo(299);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$context.error.messageString | \"Invalid request body\"",
                "$context.error.message. | Invalid request body.",
                "$context.error.validationErrorString | [x \"y\"]",
                "$context.error.unknown! | !",
                "$context.nothing,$context.identity.caller, | ,,",
                "$context.httpMethod $context.resourcePath $context.path | GET /pets/{id} /prod/pets/7",
                "$context.apiId/$context.stage/$context.accountId | abcdefghij/prod/123456789012",
                "$stageVariables.colour-$stageVariables.none- | blau ü--",
                "$method.request.path.id $method.request.querystring.q | 7 2",
                "$method.request.multivaluequerystring.q | 1,2",
                "$method.request.header.X-Deep_er-1! | deep!",
                "$method.request.multivalueheader.X-Two | a,b",
                "$method.request.body.a! | !",
                "$method.request.nothing.x! | !",
                "#if(true)$input.body $util $5.00 $ $$ $context $context. | #if(true)$input.body $util $5.00 $ $$ $context $context.",
                "ä€ | ä€"
            })
    @DisplayName("rest-api-runtime 10.2, trap 30: references are replaced plainly, unknown ones by nothing, the rest stays")
    void substitutesReferences(String template, String body) throws Exception {
        // given
        String request = EdgeFixture.head("GET", "/pets/7?q=1&q=2") + "X-Deep_er-1: deep\r\nX-Two: a\r\nX-Two: b\r\n\r\n";

        // when
        RawReply reply =
                answer(new Failure.InvalidBody("[x \"y\"]"), request, response("BAD_REQUEST_BODY", null, template));

        // then
        assertThat(new String(reply.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo(body);
    }

    @Test
    void tellsNumbersOfTheContextInATemplate() throws Exception {
        // when
        RawReply reply = answer(
                new Failure.MalformedJson(),
                response("DEFAULT_4XX", null, "$context.requestTimeEpoch $context.requestId $context.requestTime"));

        // then
        assertThat(reply.body())
                .matches("\\d{13} " + reply.field("x-amzn-RequestId") + " \\d\\d/[A-Z][a-z]{2}/\\d{4}:[0-9:]{8} \\+0000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/xml | application/xml | xml",
                "application/xml;q=0.9, text/html | application/xml | xml",
                "TEXT/HTML | text/html | html",
                "text/plain, application/xml | application/json | json",
                "*/* | application/json | json",
                "'' | application/json | json"
            })
    @DisplayName("rest-api-runtime 10.2, 9.3: the first media type of Accept chooses, else JSON")
    void choosesTheTemplateByAccept(String accept, String type, String body) throws Exception {
        // given
        var response = new GatewayResponseSnapshot(
                "THROTTLED",
                null,
                Map.of(),
                Map.of(JSON, "json", "application/xml", "xml", "text/html", "html"));
        String request = EdgeFixture.head("GET", "/pets/7") + "Accept: " + accept + "\r\n\r\n";

        // when
        RawReply reply = answer(new Failure.Throttled(Duration.ZERO), request, response);

        // then
        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.fields("Content-Type")).containsExactly(type);
    }

    @Test
    void takesTheFirstTemplateWhereThereIsNoneForJson() throws Exception {
        // given
        var response = new GatewayResponseSnapshot(
                "THROTTLED", null, Map.of(), Map.of("text/html", "html", "application/xml", "xml"));

        // when
        RawReply reply = answer(new Failure.Throttled(Duration.ZERO), response);

        // then
        assertThat(reply.body()).isEqualTo("xml");
    }

    @Test
    @DisplayName("rest-api-runtime 14, 10.2: fields come from literals, the request, its context and stage variables")
    void mapsFields() throws Exception {
        // given
        var response = fields(
                "DEFAULT_4XX",
                Map.of(
                        "Access-Control-Allow-Origin", "'*'",
                        "X-Sent", "method.request.header.Origin",
                        "X-Query", "method.request.querystring.q",
                        "X-Path", "method.request.path.id",
                        "X-Type", "context.error.responseType",
                        "X-Colour", "stageVariables.colour",
                        "X-Nothing", "method.request.header.Absent",
                        "X-Body", "method.request.body.a",
                        "WWW-Authenticate", "'Basic'",
                        "Content-Type", "'text/csv'"));
        String request = EdgeFixture.head("GET", "/pets/7?q=1&q=2") + "Origin: http://a.b\r\n\r\n";

        // when
        RawReply reply = answer(new Failure.Throttled(Duration.ZERO), request, response);

        // then
        assertThat(reply.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        assertThat(reply.fields("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(reply.fields("X-Sent")).containsExactly("http://a.b");
        assertThat(reply.fields("X-Query")).containsExactly("2");
        assertThat(reply.fields("X-Path")).containsExactly("7");
        assertThat(reply.fields("X-Type")).containsExactly("THROTTLED");
        assertThat(reply.fields("X-Colour").getFirst().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo("blau ü".getBytes(StandardCharsets.UTF_8));
        assertThat(reply.fields("X-Nothing")).isEmpty();
        assertThat(reply.fields("X-Body")).isEmpty();
        assertThat(reply.fields("WWW-Authenticate")).containsExactly("Basic");
        assertThat(reply.fields("Content-Type")).containsExactly("text/csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "content-length",
                "Transfer-Encoding",
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Upgrade",
                "Date",
                "x-amzn-RequestId",
                "x-amz-apigw-id",
                "x-amzn-ErrorType",
                "X: y\r\nEvil",
                "X Evil",
                "X:Evil",
                "é"
            })
    @DisplayName("security-requirements 18, 23: what frames a reply or is the gateway's own cannot be set")
    void keepsTheFramingToItself(String name) throws Exception {
        // when
        RawReply plain = answer(new Failure.Throttled(Duration.ZERO));
        RawReply reply = answer(new Failure.Throttled(Duration.ZERO), fields("THROTTLED", Map.of(name, "'7, chunked'")));

        // then
        assertThat(names(reply)).containsAll(names(plain)).doesNotHaveDuplicates();
        assertThat(reply.fields("Content-Length")).containsExactly("31");
        assertThat(reply.fields("x-amzn-ErrorType")).containsExactly("TooManyRequestsException");
        assertThat(reply.head().lines().filter(line -> line.contains("chunked")))
                .allMatch(line -> line.startsWith("x-amzn-Remapped-"));
        assertThat(reply.head()).doesNotContain("Evil");
    }

    private static List<String> names(RawReply reply) {
        return reply.head().lines().skip(1).filter(line -> !line.isEmpty()).map(line -> line.split(":")[0]).toList();
    }

    @Test
    @DisplayName("security-requirements 18: no value of a request or a definition begins another line")
    void leavesOutValuesWithLineEnds() throws Exception {
        // given
        var response = fields(
                "THROTTLED",
                Map.of("X-Query", "method.request.querystring.q", "X-Literal", "'a\r\nEvil: 1'", "X-Kept", "'kept'"));
        String request = EdgeFixture.get("/pets/7?q=a%0d%0aEvil:%201%0d%0a%0d%0a");

        // when
        RawReply reply = answer(new Failure.Throttled(Duration.ZERO), request, response);

        // then
        assertThat(reply.head()).doesNotContain("Evil").contains("X-Kept: kept");
        assertThat(reply.fields("X-Query")).isEmpty();
    }

    @Test
    @DisplayName("trap 30: a value is never read as a template")
    void substitutesOnce() throws Exception {
        // given
        String request = EdgeFixture.get("/pets/7?q=$context.apiId%20$stageVariables.colour");

        // when
        RawReply reply = answer(
                new Failure.Throttled(Duration.ZERO),
                request,
                response("THROTTLED", null, "[$method.request.querystring.q]"));

        // then
        assertThat(reply.body()).isEqualTo("[$context.apiId $stageVariables.colour]");
    }

    @Test
    void quotesTheMessage() throws Exception {
        // when
        RawReply reply = answer(
                new Failure.MissingParameters("[a\"b\\, é]"), response("BAD_REQUEST_PARAMETERS", null, DEFAULT));

        // then
        assertThat(new String(reply.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("{\"message\":\"Missing required request parameters: [a\\\"b\\\\, é]\"}");
    }

    @Test
    @DisplayName("security-requirements 42: values that repeat past a mebibyte give way to the gateway's own answer")
    void boundsWhatATemplateBecomes() throws Exception {
        // given
        String request = EdgeFixture.get("/pets/" + "a".repeat(8_000));

        // when
        RawReply reply = answer(
                new Failure.Throttled(Duration.ZERO),
                request,
                response("THROTTLED", 418, "$context.path ".repeat(20_000)));

        // then
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
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
                                response("MISSING_AUTHENTICATION_TOKEN", 404, "gone $context.resourcePath$context.path"),
                                response("INVALID_SIGNATURE", 418, "$context.error.message"),
                                response("REQUEST_TOO_LARGE", null, DEFAULT)))) {
            // when
            RawReply unknown = edge.call(EdgeFixture.get("/nowhere"));
            RawReply unsigned =
                    edge.call(EdgeFixture.head("GET", "/nowhere") + "Authorization: Bearer x\r\n\r\n");
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
