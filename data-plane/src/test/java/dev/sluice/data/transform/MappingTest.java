package dev.sluice.data.transform;

import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.MethodDraft.integration;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mapping, addresses, templates, selection and codings: rest-api-runtime 7, 9 and 13. */
class MappingTest {
    private static Gateway gateway;
    private static RawOrigin origin;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        origin = RawOrigin.saying("hi");
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        origin.close();
    }

    private static String target() {
        return origin.lastRequest().split(" ", 3)[1];
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(out)) {
            stream.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(out)) {
            stream.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "method.request.querystring.q, /?q=a&q=b+c, m=b%20c",
                "method.request.multivaluequerystring.q, /?q=a&q=b;q=%C3%A9, m=a&m=b&m=%C3%A9",
                "method.request.querystring.none, /?q=a, ",
                "method.request.querystring.k, /?k, m=",
                "method.request.querystring.a b, /?a%20b=1, m=1",
                "stageVariables.v, /, m=one",
                "stageVariables.none, /, ",
                "context.stage, /, m=prod",
                "context.httpMethod, /, m=GET",
                "context.identity.sourceIp, /, m=192.0.2.7",
                "context.requestTimeEpoch, /, ",
                "context.identity, /, ",
                "'a literal', /, m=a%20literal"
            })
    void mapsIntoTheQuery(String source, String request, @Nullable String sent) {
        // given
        var stage = gateway.compile(stage("prod")
                .variable("v", "one")
                .method(
                        "GET",
                        "/",
                        http(origin.url("/t")).map("querystring.m", source).response("200", ""))
                .snapshot());

        // when
        gateway.call(stage, "GET", request).send();

        // then
        assertThat(target()).isEqualTo(sent == null ? "/t" : "/t?" + sent);
    }

    @Test
    void appendsMappedQueryValuesToForwardedOnes() {
        // when
        gateway.call(httpProxy(origin.url("/t?u=1")).map("querystring.testQs", "'foo'"), "GET", "/?testQs=bar&x={|}")
                .send();

        // then
        assertThat(target()).isEqualTo("/t?u=1&testQs=bar&x=%7B%7C%7D&testQs=foo");
    }

    @Test
    void escapesWhatAValueMayNotBringIntoAPath() {
        // when
        gateway.call(
                        httpProxy(origin.url("/{p}/end")).map("path.p", "method.request.querystring.p"),
                        "GET",
                        "/?p=a%3Fb%23c%0D%0Ad%20e%25")
                .send();

        // then
        assertThat(target()).startsWith("/a%3Fb%23c%0D%0Ad%20e%25/end?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1/",
                "http://user:secret@127.0.0.1/",
                "http:///x",
                "http://127.0.0.1:22/",
                "http://127.0.0.1:0/",
                "http://127.0.0.1:65536/",
                "http://127.0.0.1:x/",
                "http://[::1/",
                "http://a b/",
                "${stageVariables.scheme}://127.0.0.1/",
                "//127.0.0.1/",
                "http://10.0.0.1/",
                "http://0x7f.1/"
            })
    void failsTheCallWhenTheAddressIsMalformedOrRefused(String uri) {
        // when
        var answer = gateway.call(httpProxy(uri), "GET", "/").send();

        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "WHEN_NO_MATCH, application/json, rendered",
        "WHEN_NO_MATCH, application/json; charset=utf-8, rendered",
        "WHEN_NO_MATCH, text/plain, body",
        "WHEN_NO_TEMPLATES, text/plain, 415",
        "NEVER, text/plain, 415",
        "NEVER, application/json, rendered",
        "NEVER, , rendered"
    })
    void choosesATemplateOrPassesOrRefuses(String behavior, @Nullable String type, String expected) {
        // given
        var call = gateway.call(
                http(origin.url("/"))
                        .template("application/json", "rendered")
                        .passthrough(behavior)
                        .response("200", ""),
                "POST",
                "/");
        if (type != null) {
            call.header("Content-Type", type);
        }

        // when
        var answer = call.body("body").send();

        // then
        if (expected.equals("415")) {
            assertThat(answer.status()).isEqualTo(415);
        } else {
            assertThat(origin.lastRequest()).endsWith("\r\n\r\n" + expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, 400", "404, 404", "418, 400", "503, 500", "200, 200", "301, 200"})
    void selectsByTheWholeStatus(int originStatus, int status) throws IOException {
        try (RawOrigin speaking =
                RawOrigin.answering("HTTP/1.1 " + originStatus + " X\r\nContent-Length: 2\r\n\r\nhi")) {
            // given
            var method = http(speaking.url("/"))
                    .response("200", "")
                    .response("400", "4(?!04)\\d{2}")
                    .response("404", "40.|4")
                    .response("500", "5.+");

            // when
            var answer = gateway.call(method, "GET", "/").send();

            // then
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("hi");
            assertThat(answer.header("Content-Type")).containsExactly("application/json");
        }
    }

    @Test
    void failsWithoutADefaultOrWithoutAMethodResponse() {
        // when
        var unmatched = gateway.call(mock("{\"statusCode\": 200}").response("400", "400"), "GET", "/")
                .send();
        var undeclared = gateway.call(mock("{\"statusCode\": 200}").undeclaredResponse("200", ""), "GET", "/")
                .send();

        // then
        assertThat(unmatched.status()).isEqualTo(500);
        assertThat(undeclared.status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, text/plain, plain",
        "'text/plain, application/json', text/plain, plain",
        "image/png, application/json, json",
        ", application/json, json"
    })
    void choosesTheResponseTemplateByAccept(@Nullable String accept, String type, String body) {
        // given
        var call = gateway.call(
                mock("{\"statusCode\": 200}")
                        .response("200", "")
                        .responseTemplate("200", "application/json", "json")
                        .responseTemplate("200", "text/plain", "plain"),
                "GET",
                "/");
        if (accept != null) {
            call.header("Accept", accept);
        }

        // when
        var answer = call.send();

        // then
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("Content-Type")).containsExactly(type);
    }

    @Test
    void mapsOriginHeadersIntoTheResponse() throws IOException {
        try (RawOrigin speaking = RawOrigin.answering(
                "HTTP/1.1 200 OK\r\nX-Two: a\r\nX-Two: b\r\nX-Hidden: c\r\nContent-Length: 0\r\n\r\n")) {
            // when
            var answer = gateway.call(
                            http(speaking.url("/"))
                                    .response("200", "")
                                    .responseHeader("200", "X-Last", "integration.response.header.X-Two")
                                    .responseHeader("200", "X-All", "integration.response.multivalueheader.X-Two")
                                    .responseHeader("200", "X-None", "integration.response.header.x-two"),
                            "GET",
                            "/")
                    .send();

            // then
            assertThat(answer.header("X-Last")).containsExactly("b");
            assertThat(answer.header("X-All")).containsExactly("a,b");
            assertThat(answer.header("X-None")).isEmpty();
            assertThat(answer.header("X-Hidden")).isEmpty();
        }
    }

    @Test
    void decodesRequestBodies() throws IOException {
        // given
        byte[] body = "{\"a\": 1} ".repeat(2_000).getBytes(StandardCharsets.UTF_8);
        String text = new String(body, StandardCharsets.UTF_8);

        // when
        gateway.call(httpProxy(origin.url("/")), "POST", "/")
                .header("Content-Encoding", "gzip")
                .body(gzip(body))
                .send();
        String unzipped = origin.lastRequest();
        gateway.call(httpProxy(origin.url("/")), "POST", "/")
                .header("Content-Encoding", "deflate")
                .body(deflate(body))
                .send();

        // then
        assertThat(unzipped).doesNotContainIgnoringCase("content-encoding").endsWith("\r\n\r\n" + text);
        assertThat(origin.lastRequest()).endsWith("\r\n\r\n" + text);
    }

    @Test
    void refusesBodiesThatDoNotDecodeOrGrowTooFar() throws IOException {
        // given
        byte[] cut = Arrays.copyOf(gzip("hello".getBytes(StandardCharsets.UTF_8)), 15);

        // when
        var unknown = gateway.call(httpProxy(origin.url("/")), "POST", "/")
                .header("Content-Encoding", "br")
                .body("x")
                .send();
        var corrupt = gateway.call(httpProxy(origin.url("/")), "POST", "/")
                .header("Content-Encoding", "gzip")
                .body(cut)
                .send();
        var bomb = gateway.call(httpProxy(origin.url("/")), "POST", "/")
                .header("Content-Encoding", "gzip")
                .body(gzip(new byte[5_000_000]))
                .send();
        var bodiless = gateway.call(httpProxy(origin.url("/")), "GET", "/")
                .header("Content-Encoding", "br")
                .send();

        // then
        assertThat(unknown.status()).isEqualTo(415);
        assertThat(corrupt.status()).isEqualTo(415);
        assertThat(bomb.status()).isEqualTo(413);
        assertThat(bodiless.status()).isEqualTo(200);
    }

    @Test
    void takesTheMockStatusFromTheBodyWithoutATemplate() {
        // given
        var method = integration("MOCK").response("200", "").response("404", "404");

        // when
        var named = gateway.call(method, "POST", "/").body("{statusCode: 404}").send();
        var empty = gateway.call(method, "GET", "/").send();

        // then
        assertThat(named.status()).isEqualTo(404);
        assertThat(named.body()).isEmpty();
        assertThat(empty.status()).isEqualTo(500);
    }

    @Test
    void keepsTheOriginsConnectionWhenATemplateTakesThePlaceOfAShortBody() throws IOException {
        try (RawOrigin own = RawOrigin.saying("not wanted")) {
            // given
            var method = http(own.url("/")).response("200", "").responseTemplate("200", "application/json", "{}");
            var compiled =
                    gateway.compile(stage("prod").method("GET", "/", method).snapshot());

            // when
            var first = gateway.call(compiled, "GET", "/").send();
            var second = gateway.call(compiled, "GET", "/").send();

            // then
            assertThat(first.body()).isEqualTo("{}");
            assertThat(second.body()).isEqualTo("{}");
            assertThat(own.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 11.3: a coding that is not passed on is undone before a template reads the body")
    void decodesTheOriginsBodyForTemplates() throws IOException {
        byte[] packed = gzip("{\"name\":\"Rex\"}".getBytes(StandardCharsets.UTF_8));
        try (RawOrigin packing = RawOrigin.running(connection -> {
            while (connection.readRequest()) {
                connection.write(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
                connection.write(packed);
            }
        })) {
            // given
            MethodDraft method = http(packing.url("/"))
                    .response("200", "")
                    .responseTemplate("200", "application/json", "$input.path('$.name')");

            // when
            Gateway.Answer answer = gateway.call(method, "GET", "/").send();

            // then
            assertThat(answer.body()).isEqualTo("Rex");
            assertThat(answer.header("Content-Encoding")).isEmpty();
        }
    }

    @Test
    @DisplayName("rest-api-runtime 17: a missing stage variable in a function's name fails that method's calls alone")
    void aMissingVariableInAFunctionsNameFailsItsMethodAlone() {
        // given
        MethodDraft method = awsProxy(
                "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${stageVariables.none}/invocations");

        // when
        Gateway.Answer answer = gateway.call(method, "POST", "/").send();

        // then
        assertThat(answer.status()).isEqualTo(500);
    }

    @Test
    @DisplayName(
            "rest-api-runtime 8.2: a body of any length stands for a MOCK's template, but a long one names no status")
    void findsNoStatusInALongBody() {
        // given
        String status = "{\"statusCode\": 200, \"rest\": \"";

        // when
        var small =
                gateway.call(mockOfBody(), "POST", "/").body(status + "x\"}").send();
        var large = gateway.call(mockOfBody(), "POST", "/")
                .body(status + "x".repeat(70_000) + "\"}")
                .send();

        // then
        assertThat(small.status()).isEqualTo(200);
        assertThat(large.status()).isEqualTo(500);
    }

    @Test
    void refusesToSendAHeadThatNoOriginWouldTake() {
        // given
        MethodDraft method = http(origin.url("/")).map("header.X-All", "method.request.body");
        int before = origin.requests().size();

        // when
        var answer = gateway.call(method, "POST", "/").body("x".repeat(70_000)).send();

        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(origin.requests()).hasSize(before);
    }

    private static MethodDraft mockOfBody() {
        return integration("MOCK").response("200", "");
    }
}
