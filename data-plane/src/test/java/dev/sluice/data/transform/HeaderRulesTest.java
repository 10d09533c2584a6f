package dev.sluice.data.transform;

import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rest-api-runtime 11.2, 11.3, 11.5 and 7.2, through a compiled stage to a real origin. */
class HeaderRulesTest {
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

    private static @Nullable String seen(String name) {
        return Gateway.field(origin.lastRequest(), name);
    }

    private static MethodDraft proxy() {
        return httpProxy(origin.url("/"));
    }

    private static MethodDraft plain() {
        return http(origin.url("/")).response("200", "");
    }

    @ParameterizedTest
    @CsvSource({
        "Age, pass",
        "Accept, pass",
        "Accept-Charset, pass",
        "Accept-Encoding, pass",
        "Authorization, pass",
        "Content-Type, pass",
        "Date, pass",
        "Pragma, pass",
        "Range, pass",
        "Referer, pass",
        "User-Agent, pass",
        "Warn, pass",
        "Cookie, pass",
        "traceparent, pass",
        "X-Own, pass",
        "Via, drop",
        "Expect, drop",
        "Proxy-Authenticate, drop",
        "TE, drop",
        "Keep-Alive, drop",
        "Proxy-Connection, drop"
    })
    void passesOrDropsWhatAClientSendsThroughAProxy(String name, String rule) {
        // when
        gateway.call(proxy(), "GET", "/").header(name, "value").send();

        // then
        assertThat(seen(name)).isEqualTo(rule.equals("pass") ? "value" : null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Age", "Cookie", "X-Own", "Authorization", "Referer", "Range"})
    void forwardsNoClientHeaderFromHttp(String name) {
        // when
        gateway.call(plain(), "GET", "/").header(name, "value").send();

        // then
        assertThat(seen(name)).isNull();
    }

    @Test
    void addsWhatTheGatewayAsserts() {
        // when
        gateway.call(proxy(), "GET", "/")
                .header("X-Forwarded-For", "198.51.100.1")
                .header("X-Forwarded-Proto", "gopher")
                .header("X-Forwarded-Port", "1")
                .header("X-Amzn-Apigateway-Api-Id", "forged")
                .send();

        // then
        assertThat(seen("X-Forwarded-For")).isEqualTo("198.51.100.1, 192.0.2.7");
        assertThat(seen("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(seen("X-Forwarded-Port")).isEqualTo("8000");
        assertThat(seen("X-Amzn-Apigateway-Api-Id")).isEqualTo("abc1234567");
        assertThat(seen("User-Agent")).isEqualTo("AmazonAPIGateway_abc1234567");
        assertThat(seen("Accept")).isEqualTo("application/json");
        assertThat(seen("Connection")).isEqualTo("keep-alive");
        assertThat(seen("Host")).isEqualTo("127.0.0.1:" + origin.port());
        assertThat(seen("X-Amzn-Trace-Id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
    }

    @Test
    void dropsASignatureButNotOtherCredentials() {
        // when
        gateway.call(proxy(), "GET", "/")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=x")
                .send();

        // then
        assertThat(seen("Authorization")).isNull();
    }

    @Test
    void mappedHeadersReplaceAndNamesAreCaseSensitive() {
        // when
        gateway.call(
                        proxy().map("header.X-Own", "method.request.header.x-in")
                                .map("header.Host", "'virtual.example'")
                                .map("header.X-None", "method.request.header.X-IN")
                                .map("header.X-All", "method.request.multivalueheader.x-in")
                                .map("header.X-Cut", "method.request.querystring.q")
                                .map("header.Upgrade", "'mapped'")
                                .map("header.TE", "'trailers'"),
                        "GET",
                        "/?q=a%0D%0AX-Bad:%20b")
                .header("x-own", "client")
                .header("x-in", "one")
                .header("x-in", "two")
                .send();

        // then
        assertThat(seen("X-Own")).isEqualTo("two");
        assertThat(seen("Host")).isEqualTo("virtual.example");
        assertThat(seen("X-None")).isNull();
        assertThat(seen("X-All")).isEqualTo("one,two");
        assertThat(seen("X-Cut")).isNull();
        assertThat(seen("X-Bad")).isNull();
        assertThat(seen("Upgrade")).isEqualTo("mapped");
        assertThat(seen("TE")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "content-length",
                "Transfer-Encoding",
                "x-amzn-trace-id",
                "X-Amzn-Apigateway-Api-Id"
            })
    void mappingAnIllegalHeaderFailsTheCall(String name) {
        // when
        var answer =
                gateway.call(proxy().map("header." + name, "'1'"), "GET", "/").send();

        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
    }

    @ParameterizedTest
    @CsvSource({"GET,", "HEAD,", "OPTIONS,", "POST,application/json", "PUT,application/json", "DELETE,application/json"
    })
    void addsAContentTypeToHttpUnlessTheVerbHasNoBody(String verb, @Nullable String type) {
        // when
        gateway.call(plain(), verb, "/").send();

        // then
        assertThat(seen("Content-Type")).isEqualTo(type);
        assertThat(seen("Content-Length")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "Connection, x-amzn-Remapped-Connection",
        "Date, x-amzn-Remapped-Date",
        "Server, x-amzn-Remapped-Server",
        "server, x-amzn-Remapped-server",
        "WWW-Authenticate, x-amzn-Remapped-WWW-Authenticate",
        "Authorization, x-amzn-Remapped-Authorization",
        "Content-MD5, x-amzn-Remapped-Content-MD5",
        "Max-Forwards, x-amzn-Remapped-Max-Forwards",
        "User-Agent, x-amzn-Remapped-User-Agent",
        "x-amzn-RequestId, x-amzn-Remapped-x-amzn-RequestId",
        "Via,",
        "Keep-Alive,",
        "Upgrade,",
        "Trailer,",
        "TE,",
        "Host,",
        "Expect,",
        "Proxy-Authenticate,",
        "Age, Age",
        "Accept, Accept",
        "ETag, ETag",
        "Content-Type, Content-Type",
        "Set-Cookie, Set-Cookie",
        "X-Amzn-Trace-Id, X-Amzn-Trace-Id",
        "X-Own, X-Own"
    })
    void remapsDropsOrPassesWhatAProxiedOriginSends(String name, @Nullable String sent) throws IOException {
        try (RawOrigin speaking =
                RawOrigin.answering("HTTP/1.1 200 OK\r\n" + name + ": keep-alive\r\nContent-Length: 0\r\n\r\n")) {
            // when
            var answer = gateway.call(httpProxy(speaking.url("/")), "GET", "/").send();

            // then
            if (sent == null) {
                assertThat(answer.header(name)).isEmpty();
                assertThat(answer.header("x-amzn-Remapped-" + name)).isEmpty();
            } else {
                assertThat(answer.header(sent)).containsExactly("keep-alive");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, remap",
        "Connection, remap",
        "Content-Length, remap",
        "Content-MD5, remap",
        "Date, remap",
        "Expect, remap",
        "Host, remap",
        "Max-Forwards, remap",
        "Proxy-Authenticate, remap",
        "Server, remap",
        "Trailer, remap",
        "Upgrade, remap",
        "User-Agent, remap",
        "WWW-Authenticate, remap",
        "Transfer-Encoding, drop",
        "Accept, pass",
        "TE, pass",
        "Via, pass",
        "Age, pass",
        "Pragma, pass",
        "Range, pass",
        "Referer, pass",
        "Warn, pass",
        "Accept-Encoding, pass",
        "Content-Encoding, pass",
        "Content-Type, pass"
    })
    void remapsDropsOrPassesWhatANonProxyMaps(String name, String rule) {
        // given
        var method = mock("{\"statusCode\": 200}").response("200", "").responseHeader("200", name, "'value'");

        // when
        var answer = gateway.call(method, "GET", "/").send();

        // then
        assertThat(answer.header("x-amzn-Remapped-" + name)).hasSize(rule.equals("remap") ? 1 : 0);
        assertThat(answer.header(name)).hasSize(rule.equals("pass") ? 1 : 0);
    }

    @Test
    void returnsTheTraceOnHttpButNotOnMockOrProxy() {
        // when
        var http = gateway.call(plain(), "GET", "/").send();
        var proxied = gateway.call(proxy(), "GET", "/").send();
        var mocked = gateway.call(mock("{\"statusCode\": 200}").response("200", ""), "GET", "/")
                .send();

        // then
        assertThat(http.header("X-Amzn-Trace-Id")).hasSize(1);
        assertThat(proxied.header("X-Amzn-Trace-Id")).isEmpty();
        assertThat(mocked.header("X-Amzn-Trace-Id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1 | =",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=a:1 | =",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8 | Sampled=1",
                "Root=1-5759e988-bd862e3fe1be46a994272793 | Sampled=0",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1 | Sampled=1",
                "Root=1-xyz | new",
                "Root=2-5759e988-bd862e3fe1be46a994272793 | new",
                "Parent=53995c3f42cd8ad8 | new",
                "nonsense | new"
            })
    void keepsOrCompletesTheTraceHeader(String received, String rule) {
        // when
        String sent = TraceHeader.of(received, 1_800_000_000_000L);

        // then
        switch (rule) {
            case "=" -> assertThat(sent).isEqualTo(received);
            case "new" -> assertThat(sent).startsWith("Root=1-6b49d200-").endsWith(";Sampled=0");
            default -> assertThat(sent).startsWith(received).contains(rule).containsPattern(";Parent=[0-9a-f]{16}");
        }
    }
}
