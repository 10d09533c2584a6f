package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rest-api-runtime 10.2: what a gateway response's template and fields become, and what they never do to a reply. */
class GatewayResponseTextTest {
    private static final String JSON = "application/json";
    private static final String DEFAULT = "{\"message\":$context.error.messageString}";

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
    @DisplayName(
            "rest-api-runtime 10.2, trap 30: references are replaced plainly, unknown ones by nothing, the rest stays")
    void substitutesReferences(String template, String body) throws Exception {
        // given
        String request =
                EdgeFixture.head("GET", "/pets/7?q=1&q=2") + "X-Deep_er-1: deep\r\nX-Two: a\r\nX-Two: b\r\n\r\n";

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
                .matches("\\d{13} " + reply.field("x-amzn-RequestId")
                        + " \\d\\d/[A-Z][a-z]{2}/\\d{4}:[0-9:]{8} \\+0000");
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
                "THROTTLED", null, Map.of(), Map.of(JSON, "json", "application/xml", "xml", "text/html", "html"));
        String request = EdgeFixture.head("GET", "/pets/7") + "Accept: " + accept + "\r\n\r\n";

        // when
        RawReply reply = answer(new Failure.Throttled(Duration.ZERO), request, response);

        // then
        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.fields("Content-Type")).containsExactly(type);
    }

    @Test
    @DisplayName("rest-api-runtime 9.3: of several lines of Accept the first one chooses")
    void choosesTheTemplateByTheFirstLineOfAccept() throws Exception {
        // given
        var response = new GatewayResponseSnapshot(
                "THROTTLED", null, Map.of(), Map.of(JSON, "json", "application/xml", "xml"));
        String request =
                EdgeFixture.head("GET", "/pets/7") + "Accept: application/xml\r\nAccept: application/json\r\n\r\n";

        // when
        RawReply reply = answer(new Failure.Throttled(Duration.ZERO), request, response);

        // then
        assertThat(reply.body()).isEqualTo("xml");
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
                "x-amzn-ErrorType"
            })
    @DisplayName("security-requirements 18, 23: what frames a reply or is the gateway's own cannot be set")
    void keepsTheFramingToItself(String name) throws Exception {
        // when
        RawReply plain = answer(new Failure.Throttled(Duration.ZERO));
        RawReply reply =
                answer(new Failure.Throttled(Duration.ZERO), fields("THROTTLED", Map.of(name, "'7, chunked'")));

        // then
        assertThat(names(reply)).containsAll(names(plain)).doesNotHaveDuplicates();
        assertThat(reply.fields("Content-Length")).containsExactly("31");
        assertThat(reply.fields("x-amzn-ErrorType")).containsExactly("TooManyRequestsException");
        assertThat(reply.head().lines().filter(line -> line.contains("chunked")))
                .allMatch(line -> line.startsWith("x-amzn-Remapped-"));
    }

    private static List<String> names(RawReply reply) {
        return reply.head()
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
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
        RawReply reply =
                answer(new Failure.MissingParameters("[a\"b\\, é]"), response("BAD_REQUEST_PARAMETERS", null, DEFAULT));

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
}
