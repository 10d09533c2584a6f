package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of header fields, methods and protocol versions at the edge. */
class HeaderRulesTest {
    private static EdgeFixture edge;

    @BeforeAll
    static void start() throws IOException {
        edge = new EdgeFixture()
                .route("ANY", "/show", TestSteps::show)
                .route("GET", "/only-get", TestSteps.text(200, "got"))
                .route("HEAD", "/head", TestSteps.text(200, "12345"))
                .route("HEAD", "/head-unknown", TestSteps.body(TestSteps.sliced(Body.UNKNOWN, 10, 3, null)))
                .route("GET", "/chunked", TestSteps.body(TestSteps.sliced(Body.UNKNOWN, 10, 3, null)))
                .route("POST", "/count", TestSteps::count)
                .route("POST", "/unread", TestSteps.text(200, "unread"))
                .route("GET", "/cookies", HeaderRulesTest::setsCookies)
                .route("GET", "/forged", exchange -> {
                    exchange.reply()
                            .headers(new Headers()
                                    .add("X-Split", "a\r\nSet-Cookie: forged=1\u0000")
                                    .add("Bad Name", "x")
                                    .add("Worse\r\nSet-Cookie", "forged=2")
                                    .add("", "x")
                                    .add("Content-Length", "999")
                                    .add("Transfer-Encoding", "chunked")
                                    .add("Connection", "upgrade")
                                    .add("Date", "yesterday")
                                    .add("x-amzn-RequestId", "mine")
                                    .add("X-Latin", "\u00e9\u20ac"));
                    return Outcome.PROCEED;
                })
                .deployed();
    }

    private static Outcome setsCookies(Exchange exchange) {
        exchange.reply()
                .headers(new Headers()
                        .add("Set-Cookie", "__Host-sluice-session=planted; Path=/; Secure")
                        .add("set-cookie", "\t =__Host-sluice-sign-in=planted")
                        .add("Set-Cookie", "own=__Host-sluice-session; Path=/")
                        .add("Set-Cookie", "__Host-other=1"));
        return Outcome.PROCEED;
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String shown(String fields) throws IOException {
        return edge.call(EdgeFixture.head("GET", "/show") + fields + "\r\n").body();
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 11.1, security-requirements 23, 24: taken off on arrival, underscore twins included")
    @ValueSource(
            strings = {
                "Content-MD5",
                "Max-Forwards",
                "Proxy-Authenticate",
                "Server",
                "TE",
                "Trailer",
                "Upgrade",
                "WWW-Authenticate",
                "Keep-Alive",
                "Proxy-Connection",
                "Proxy-Authorization",
                "Forwarded",
                "X-Forwarded-Port",
                "X-Forwarded-Proto",
                "x_forwarded_proto",
                "X_Forwarded_For",
                "x-amz-apigw-id",
                "X-Amzn-Apigateway-Api-Id",
                "x_amzn_apigateway_api_id",
                "x_amzn_requestid",
                "X_Amzn_Trace_Id",
                "content_length",
                "transfer_encoding",
                "X_Api_Key"
            })
    void takesOff(String name) throws IOException {
        assertThat(shown(name + ": 1\r\n")).doesNotContainIgnoringCase(name + ":");
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 11.1: not removed")
    @ValueSource(
            strings = {
                "User-Agent",
                "Authorization",
                "Via",
                "Referer",
                "Date",
                "Range",
                "Accept-Encoding",
                "X-Forwarded-For",
                "X-Amzn-Trace-Id",
                "x-api-key",
                "Cookie",
                "traceparent",
                "x_custom",
                "Content-Type"
            })
    void keeps(String name) throws IOException {
        assertThat(shown(name + ": 1\r\n")).contains("\n" + name + ": 1\n");
    }

    @ParameterizedTest
    @DisplayName(
            "security-requirements 41, ADR 36: no API sees the cookies of the console, which browsers send to every port")
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1; __Host-sluice-session=secret; b=2 | a=1; b=2",
                "__Host-sluice-session=secret; a=1 | a=1",
                "a=1;\t__Host-sluice-sign-in = secret;b=2 | a=1;b=2",
                "a=1; =__Host-sluice-session=secret | a=1",
                "a=__Host-sluice-session; __Host-other=2 | a=__Host-sluice-session; __Host-other=2",
            })
    void takesTheConsolesCookiesOff(String sent, String kept) throws IOException {
        assertThat(shown("cookie: " + sent + "\r\nX-Stay: 3\r\n"))
                .contains("\ncookie: " + kept + "\n", "X-Stay: 3")
                .doesNotContain("secret");
    }

    @Test
    void aFieldThatHasOnlyTheConsolesCookiesGoesWhole() throws IOException {
        // when
        String seen = shown("""
                Cookie: a=1
                Cookie: __Host-sluice-session=secret; __Host-sluice-sign-in=secret
                X-Mine: __Host-sluice-session
                Cookie: b=2
                """.replace("\n", "\r\n"));

        // then
        assertThat(seen)
                .contains("Cookie: a=1\nX-Mine: __Host-sluice-session\nCookie: b=2\n")
                .doesNotContain("secret");
    }

    @Test
    void noStepSetsACookieOfTheConsole() throws IOException {
        assertThat(edge.call(EdgeFixture.get("/cookies")).fields("Set-Cookie"))
                .containsExactly("own=__Host-sluice-session; Path=/", "__Host-other=1");
    }

    @Test
    void takesOffWhatConnectionNamesButNotWhatTheGatewayNeeds() throws IOException {
        // when
        String seen = shown("""
                Connection: X-Hop, host , X-Forwarded-For
                connection: Authorization,x-hop-2
                X-Hop: 1
                X-Hop-2: 2
                X-Forwarded-For: 1.2.3.4
                Authorization: Basic abc
                X-Stay: 3
                """.replace("\n", "\r\n"));

        // then
        assertThat(seen)
                .doesNotContain("X-Hop")
                .contains("X-Stay: 3", "X-Forwarded-For: 1.2.3.4", "Authorization: Basic abc", "Host: ");
    }

    @Test
    void keepsOrderSpellingAndRepeats() throws IOException {
        assertThat(shown("x-B: 2\r\nX-a: 1\r\nx-b:3  \r\n")).contains("x-B: 2\nX-a: 1\nx-b: 3\n");
    }

    @Test
    void anUpgradeIsIgnored() throws IOException {
        var reply = edge.call(EdgeFixture.head("GET", "/only-get")
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n");
        assertThat(reply.body()).isEqualTo("got");
    }

    @Test
    @DisplayName("rest-api-runtime 11.4: a UUID may name the request; anything else is replaced")
    void theClientMayProposeARequestId() throws IOException {
        String uuid = "0f1e2d3c-4b5a-6978-8796-A5B4C3D2E1F0";
        var named = edge.call(EdgeFixture.head("GET", "/show") + "X-Amzn-RequestId: " + uuid + "\r\n\r\n");
        assertThat(named.fields("x-amzn-RequestId")).containsExactly(uuid);
        assertThat(named.body()).doesNotContainIgnoringCase("x-amzn-requestid");

        var replaced = edge.call(EdgeFixture.head("GET", "/show") + "X-Amzn-RequestId: ' OR 1=1\r\n\r\n");
        assertThat(replaced.field("x-amzn-RequestId")).matches("[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @DisplayName("decisions 20: the seven verbs only, before routing")
    @CsvSource({
        "DELETE, 200, verb=DELETE",
        "HEAD, 200, ''",
        "get, 403, Missing Authentication Token",
        "TRACE, 403, Missing Authentication Token",
        "FOO, 403, Missing Authentication Token",
        "'', 403, Missing Authentication Token"
    })
    void overridesTheMethod(String override, int status, String body) throws IOException {
        var reply = edge.call(EdgeFixture.head("POST", "/show") + "X-HTTP-Method-Override: " + override + "\r\n\r\n");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).contains(body);
    }

    @Test
    void anUnknownMethodIsAnUnknownRoute() throws IOException {
        for (String verb : new String[] {"FOO", "get", "PROPFIND"}) {
            assertThat(edge.call(EdgeFixture.head(verb, "/show") + "\r\n").body())
                    .isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        }
    }

    @Test
    @DisplayName("rest-api-runtime 18.1: CONNECT and TRACE are 405 with an empty Allow")
    void refusesConnectAndTrace() throws IOException {
        for (String request : new String[] {
            "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n",
            EdgeFixture.head("TRACE", "/show") + "\r\n"
        }) {
            var reply = edge.call(request);
            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.body()).isEqualTo("{\"message\":\"Method Not Allowed\"}");
            assertThat(reply.field("Allow")).isEmpty();
            assertThat(reply.field("Connection")).isEqualTo("close");
        }
    }

    @Test
    void optionsMayAskForTheServer() throws IOException {
        var reply = edge.call("OPTIONS * HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n");
        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    @DisplayName("decisions 26: HEAD is a verb of its own; its reply has the headers and no body")
    void headHasNoBody() throws IOException {
        try (RawClient client = edge.client()) {
            client.send(EdgeFixture.head("HEAD", "/head") + "\r\n");
            assertThat(client.reply(true).field("Content-Length")).isEqualTo("5");
            client.send(EdgeFixture.head("HEAD", "/head-unknown") + "\r\n");
            var unknown = client.reply(true);
            assertThat(unknown.field("Content-Length")).isNull();
            assertThat(unknown.field("Transfer-Encoding")).isNull();
            client.send(EdgeFixture.head("HEAD", "/only-get") + "\r\n");
            assertThat(client.reply(true).status()).isEqualTo(403);
            assertThat(client.send(EdgeFixture.get("/only-get")).reply().body()).isEqualTo("got");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, '', keep-alive, false",
        "HTTP/1.1, close, close, true",
        "HTTP/1.1, Close, close, true",
        "HTTP/1.1, 'keep-alive, close', close, true",
        "HTTP/1.1, keep-alive, keep-alive, false",
        "HTTP/1.0, '', close, true",
        "HTTP/1.0, close, close, true",
        "HTTP/1.0, Keep-Alive, keep-alive, false"
    })
    void mirrorsTheClientsConnection(String version, String asked, String answered, boolean closes) throws IOException {
        try (RawClient client = edge.client()) {
            // given
            String request = "GET /prod/only-get " + version + "\r\nHost: " + EdgeFixture.HOST + "\r\n"
                    + (asked.isEmpty() ? "" : "Connection: " + asked + "\r\n") + "\r\n";

            // when
            var reply = client.send(request).reply();

            // then
            assertThat(reply.head()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(reply.field("Connection")).isEqualTo(answered);
            if (closes) {
                assertThat(client.isClosedByServer()).isTrue();
            } else {
                assertThat(client.send(request).reply().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void anOldClientGetsNoChunks() throws IOException {
        try (RawClient client = edge.client()) {
            var reply = client.send("GET /prod/chunked HTTP/1.0\r\nHost: " + EdgeFixture.HOST
                            + "\r\nConnection: keep-alive\r\n\r\n")
                    .reply();
            assertThat(reply.field("Transfer-Encoding")).isNull();
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(reply.body()).hasSize(30);
        }
    }

    @Test
    @DisplayName("security-requirements 23: Expect other than 100-continue is 417")
    void refusesOtherExpectations() throws IOException {
        var reply = edge.call(EdgeFixture.head("POST", "/count") + "Expect: 200-ok\r\nContent-Length: 3\r\n\r\nabc");
        assertThat(reply.status()).isEqualTo(417);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Expectation Failed\"}");
    }

    @Test
    void givesLeaveToSendOnceTheBodyIsWanted() throws IOException {
        try (RawClient client = edge.client()) {
            // given
            client.send(EdgeFixture.head("POST", "/count") + "Expect: 100-Continue\r\nContent-Length: 3\r\n\r\n");

            // when
            var leave = client.reply();
            client.send("abc");

            // then
            assertThat(leave.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.reply().body()).isEqualTo("3");
        }
    }

    @Test
    void givesNoLeaveForABodyThatNobodyWants() throws IOException {
        try (RawClient client = edge.client()) {
            client.send(EdgeFixture.head("POST", "/unread") + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            var reply = client.reply();
            assertThat(reply.body()).isEqualTo("unread");
            assertThat(reply.field("Connection")).isEqualTo("close");
        }
    }

    @Test
    void anOldClientIsNotGivenLeave() throws IOException {
        try (RawClient client = edge.client()) {
            client.send("POST /prod/count HTTP/1.0\r\nHost: " + EdgeFixture.HOST
                    + "\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.reply().body()).isEqualTo("3");
        }
    }

    @Test
    void noStepCanForgeTheHeadOfAReply() throws IOException {
        // when
        var reply = edge.call(EdgeFixture.get("/forged"));

        // then
        assertThat(reply.fields("Set-Cookie")).isEmpty();
        assertThat(reply.field("X-Split")).isEqualTo("a  Set-Cookie: forged=1");
        assertThat(reply.fields("Content-Length")).containsExactly("0");
        assertThat(reply.fields("Transfer-Encoding")).isEmpty();
        assertThat(reply.fields("Connection")).containsExactly("keep-alive");
        assertThat(reply.fields("Date")).hasSize(1).doesNotContain("yesterday");
        assertThat(reply.fields("x-amzn-RequestId")).hasSize(1).doesNotContain("mine");
        assertThat(reply.field("X-Latin")).isEqualTo("\u00e9?");
        assertThat(reply.head()).doesNotContain("Bad Name", "Worse");
    }
}
