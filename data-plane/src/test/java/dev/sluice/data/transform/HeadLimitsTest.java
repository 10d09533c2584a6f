package dev.sluice.data.transform;

import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.pipeline.Failure;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No mapping and no template makes a head without end, towards an origin or towards a client (security-requirements 36,
 * 42): a call that would is a configuration error (rest-api-runtime 1.2.8).
 */
class HeadLimitsTest {
    private static final Failure REQUEST =
            new Failure.Configuration("Unable to transform request (the head is too long)");
    private static final Failure RESPONSE =
            new Failure.Configuration("Unable to transform response (the head is too long)");
    private static final Failure UNSENDABLE = new Failure.Configuration("the request line would be malformed");
    private static final String BODY = "x".repeat(40_000);

    private static Gateway gateway;
    private static RawOrigin origin;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        origin = RawOrigin.saying(BODY);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        origin.close();
    }

    private static void assertFailed(Gateway.Answer answer, Failure failure) {
        assertThat(answer.failure()).isEqualTo(failure);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(answer.headers().characters()).isLessThan(200);
    }

    /** Sets so many headers of a part, each with the value. */
    private static String setting(String part, int count, String value) {
        return "#foreach($i in [1.." + count + "])#set($context." + part + ".header[\"x$i\"] = " + value + ")#end";
    }

    static Stream<Arguments> longAnswers() {
        return Stream.of(
                Arguments.of(
                        "the body in two fields",
                        http(origin.url("/"))
                                .response("200", "")
                                .responseHeader("200", "X-One", "integration.response.body")
                                .responseHeader("200", "X-Two", "integration.response.body")),
                Arguments.of(
                        "a template's long values",
                        http(origin.url("/"))
                                .response("200", "")
                                .responseTemplate(
                                        "200",
                                        "application/json",
                                        setting("responseOverride", 2, "$input.body") + " short")),
                Arguments.of(
                        "a template's list",
                        http(origin.url("/"))
                                .response("200", "")
                                .responseTemplate(
                                        "200",
                                        "application/json",
                                        "#set($context.responseOverride.header.x = [$input.body, $input.body])")),
                Arguments.of(
                        "a template's many fields",
                        mock("{\"statusCode\": 200}" + setting("responseOverride", 300, "'v'"))
                                .response("200", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longAnswers")
    void failsTheCallWhoseAnswerWouldHaveAHeadWithoutEnd(String name, MethodDraft method) {
        assertFailed(gateway.call(method, "GET", "/").send(), RESPONSE);
    }

    @Test
    void mapsAsMuchAsAHeadMayHold() {
        // when
        Gateway.Answer answer = gateway.call(
                        http(origin.url("/"))
                                .response("200", "")
                                .responseHeader("200", "X-All", "integration.response.body")
                                .responseTemplate(
                                        "200",
                                        "application/json",
                                        setting("responseOverride", 200, "'v'") + "$input.body"),
                        "GET",
                        "/")
                .send();

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-All")).containsExactly(BODY);
        assertThat(answer.header("x200")).containsExactly("v");
    }

    static Stream<Arguments> longRequests() {
        return Stream.of(
                Arguments.of(
                        "the body in two fields",
                        httpProxy(origin.url("/"))
                                .map("header.X-One", "method.request.body")
                                .map("header.X-Two", "method.request.body"),
                        REQUEST),
                Arguments.of(
                        "a template's many fields",
                        http(origin.url("/"))
                                .template("application/json", setting("requestOverride", 300, "'v'"))
                                .response("200", ""),
                        REQUEST),
                Arguments.of(
                        "the body twice in the path",
                        httpProxy(origin.url("/{a}/{a}")).map("path.a", "method.request.body"),
                        UNSENDABLE),
                Arguments.of(
                        "the body twice in the query",
                        httpProxy(origin.url("/"))
                                .map("querystring.a", "method.request.body")
                                .map("querystring.b", "method.request.body"),
                        UNSENDABLE),
                Arguments.of(
                        "a template's long query",
                        http(origin.url("/"))
                                .template(
                                        "application/json",
                                        "#set($context.requestOverride.querystring.q = [$input.body, $input.body])")
                                .response("200", ""),
                        UNSENDABLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longRequests")
    void failsTheCallWhoseRequestWouldHaveAHeadWithoutEnd(String name, MethodDraft method, Failure failure) {
        // given
        int before = origin.requests().size();

        // when
        Gateway.Answer answer = gateway.call(method, "POST", "/").body(BODY).send();

        // then
        assertFailed(answer, failure);
        assertThat(origin.requests()).hasSize(before);
    }

    /** As for a template that is too long: the answer that the gateway gives by default, never one without end. */
    @Test
    @DisplayName("rest-api-runtime 10.2: fields of a customised gateway response have the same limits")
    void answersByDefaultWhenACustomisedHeadIsTooLong() {
        // given
        Map<String, String> fields = new HashMap<>();
        fields.put("gatewayresponse.header.X-One", "method.request.body");
        fields.put("gatewayresponse.header.X-Two", "method.request.body");
        var draft = stage("prod")
                .method("POST", "/", mock("$input.body").response("200", ""))
                .gatewayResponse("DEFAULT_5XX", 599, fields, Map.of("text/plain", "custom"));
        var compiled = gateway.compile(draft.snapshot());

        // when
        Gateway.Answer small = gateway.call(compiled, "POST", "/").body("{}").send();
        Gateway.Answer large = gateway.call(compiled, "POST", "/").body(BODY).send();

        // then
        assertThat(small.status()).isEqualTo(599);
        assertThat(small.header("X-One")).containsExactly("{}");
        assertThat(large.status()).isEqualTo(500);
        assertThat(large.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(large.header("X-One")).isEmpty();
    }

    /** compatibility: a mapped value with control characters is left out, wherever it comes from. */
    @ParameterizedTest
    @CsvSource({"%0D%0ASet-Cookie:%20a", "a%0Ab", "a%0Db", "a%00", "%7F", "a%08b"})
    @DisplayName("security-requirements 18: no mapped value begins another line of a head")
    void leavesOutValuesThatNoHeadMayHold(String value) throws IOException {
        try (RawOrigin own = RawOrigin.saying("hi")) {
            // given
            String source = "method.request.querystring.q";
            var draft = stage("prod")
                    .method(
                            "GET",
                            "/mapped",
                            http(own.url("/")).map("header.X-In", source).response("200", ""))
                    .method(
                            "GET",
                            "/answered",
                            mock("#set($context.responseOverride.header.X-Out = $input.params('q')){\"statusCode\":200}")
                                    .response("200", ""))
                    .method("GET", "/failed", mock("{}").response("200", ""))
                    .gatewayResponse("DEFAULT_5XX", 500, Map.of("gatewayresponse.header.X-Out", source), Map.of());
            var compiled = gateway.compile(draft.snapshot());

            // when
            gateway.call(compiled, "GET", "/mapped?q=" + value).send();
            var answered = gateway.call(compiled, "GET", "/answered?q=" + value).send();
            var failed = gateway.call(compiled, "GET", "/failed?q=" + value).send();

            // then
            assertThat(own.lastRequest()).doesNotContain("X-In").doesNotContain("Set-Cookie");
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.header("X-Out")).isEmpty();
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.header("X-Out")).isEmpty();
        }
    }
}
