package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.Callers;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.StageRefused;
import dev.sluice.data.targets.Targets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the header tables, from a real client through the whole node to a real origin and back. */
@DisplayName("rest-api-runtime 11: headers")
class HeaderTableTest {
    private static final int BODY_BYTES = 10_485_760;
    private static final Loops LOOPS = WatchedLoops.start(1);
    private static EdgeFixture edge;
    private static RawOrigin origin;
    private static OriginClient origins;
    private static StageCompiler compiler;

    @BeforeAll
    static void start() throws IOException {
        edge = new EdgeFixture(LOOPS, EdgeLimits.defaults(), SourceLimits.Settings.defaults(), false);
        origin = RawOrigin.saying("hi");
        origins = new OriginClient(
                new AddressRules(List.of("127.0.0.0/8"), List.of()),
                OriginLimits.DEFAULT,
                new OriginTls(List.of()),
                LOOPS.clientChannel());
        compiler = new StageCompiler(
                new GatewayResponder(BODY_BYTES),
                origins,
                NanoClock.SYSTEM,
                Transforming.upTo(BODY_BYTES),
                Transforming.with(new Targets()),
                Callers.of(new AccessKeys(Transforming.ARNS)));
    }

    @AfterAll
    static void stop() throws IOException {
        origins.close();
        edge.close();
        origin.close();
    }

    private static void serve(MethodDraft method) throws StageRefused {
        var snapshot = StageDraft.stage("prod")
                .of("123456789012", EdgeFixture.API)
                .method("ANY", "/it", method)
                .snapshot();
        edge.stage(EdgeFixture.API, "prod", new Lookup.Found(compiler.compile(snapshot, null)));
    }

    private static RawClient.RawReply call(String verb, String fields) throws IOException {
        return edge.call(EdgeFixture.head(verb, "/it") + fields + "\r\n");
    }

    private static @Nullable String seen(String name) {
        return Gateway.field(origin.lastRequest(), name);
    }

    /** An own value, so that what the gateway adds under that name is told from what the client sent. */
    @ParameterizedTest
    @DisplayName("11.1, 11.2, matrix: what a client sends towards HTTP_PROXY")
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
        "Connection, drop",
        "Content-MD5, drop",
        "Max-Forwards, drop",
        "Proxy-Authenticate, drop",
        "Server, drop",
        "TE, drop",
        "Trailer, drop",
        "Upgrade, drop",
        "Via, drop",
        "WWW-Authenticate, drop"
    })
    void towardsAProxiedOrigin(String name, String rule) throws Exception {
        // given
        serve(httpProxy(origin.url("/")));

        // when
        var reply = call("GET", name + ": own/1\r\n");

        // then
        assertThat(reply.status()).isEqualTo(200);
        if (rule.equals("pass")) {
            assertThat(seen(name)).isEqualTo("own/1");
        } else {
            assertThat(origin.lastRequest()).doesNotContain("own/1");
        }
    }

    @Test
    @DisplayName("11.2: Host comes from the address, framing from the body, Content-Encoding goes with its coding")
    void framesTheRequestItself() throws Exception {
        // given
        serve(httpProxy(origin.url("/")));
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("hello".getBytes(StandardCharsets.US_ASCII));
        }

        // when
        String head = EdgeFixture.head("POST", "/it")
                + "Expect: 100-continue\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n";
        int status;
        try (RawClient client = edge.client()) {
            client.send(head).reply();
            status = client.send(packed.toByteArray()).reply().status();
        }

        // then
        assertThat(status).isEqualTo(200);
        assertThat(seen("Host")).isEqualTo("127.0.0.1:" + origin.port());
        assertThat(seen("Expect")).isNull();
        assertThat(seen("Content-Encoding")).isNull();
        assertThat(origin.lastRequest()).endsWith("\r\n\r\nhello");
    }

    @ParameterizedTest
    @DisplayName("11.2: what is mapped statically reaches an HTTP origin, but for what is dropped after mapping")
    @CsvSource({
        "Max-Forwards, true",
        "Server, true",
        "Trailer, true",
        "Upgrade, true",
        "WWW-Authenticate, true",
        "Content-MD5, true",
        "Host, true",
        "Date, true",
        "Accept, true",
        "User-Agent, true",
        "Referer, true",
        "Content-Type, true",
        "Expect, false",
        "Proxy-Authenticate, false",
        "TE, false",
        "Via, false"
    })
    void mapsTowardsOrigins(String name, boolean reaches) throws Exception {
        for (MethodDraft method : List.of(http(origin.url("/")).response("200", ""), httpProxy(origin.url("/")))) {
            // given
            serve(method.map("header." + name, "'mapped.example'"));

            // when
            var reply = call("POST", "Content-Length: 0\r\n");

            // then
            assertThat(reply.status()).isEqualTo(200);
            assertThat(origin.lastRequest().contains("mapped.example")).isEqualTo(reaches);
            if (reaches) {
                assertThat(seen(name)).isEqualTo("mapped.example");
            }
        }
    }

    @ParameterizedTest
    @DisplayName("11.2: added when the name is not set yet, so for HTTP_PROXY only when the client sent none")
    @CsvSource({
        "HTTP, Accept, application/json",
        "HTTP, User-Agent, AmazonAPIGateway_abcdefghij",
        "HTTP_PROXY, Accept, own/1",
        "HTTP_PROXY, User-Agent, own/1"
    })
    void addsWhatIsNotSet(String type, String name, String expected) throws Exception {
        // given
        serve(type.equals("HTTP") ? http(origin.url("/")).response("200", "") : httpProxy(origin.url("/")));

        // when
        call("GET", name + ": own/1\r\n");

        // then
        assertThat(seen(name)).isEqualTo(expected);
        assertThat(seen("Connection")).isEqualTo("keep-alive");
        assertThat(seen("X-Amzn-Apigateway-Api-Id")).isEqualTo(EdgeFixture.API);
        assertThat(seen("X-Amzn-Trace-Id")).startsWith("Root=1-");
        assertThat(seen("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(seen("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(seen("X-Forwarded-Port")).isEqualTo(Integer.toString(edge.port()));
    }

    @ParameterizedTest
    @DisplayName("security-requirements 23: Connection takes a field off, but none that the gateway adds or relies on")
    @CsvSource({
        "X-Hop, false",
        "Cookie, false",
        "Accept, true",
        "Content-Type, true",
        "User-Agent, true",
        "Authorization, true",
        "x-api-key, true",
        "X-Amzn-Trace-Id, true"
    })
    void connectionNamesFieldsOfOneHop(String name, boolean stays) throws Exception {
        // given
        serve(httpProxy(origin.url("/")));
        String value = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

        // when
        call("GET", "Connection: close, " + name + "\r\n" + name + ": " + value + "\r\n");

        // then
        assertThat(seen(name)).isEqualTo(stays ? value : null);
    }

    @Test
    void connectionDoesNotTakeTheCodingOff() throws Exception {
        // given
        serve(httpProxy(origin.url("/")));

        // when
        var reply = call("POST", "Connection: Content-Encoding\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx");

        // then
        assertThat(reply.status()).isEqualTo(415);
    }

    @Test
    @DisplayName("rest-api-runtime 13: several codings are none that is known")
    void refusesSeveralCodings() throws Exception {
        // given
        serve(httpProxy(origin.url("/")));

        // when
        var reply = call("POST", "Content-Encoding: gzip\r\nContent-Encoding: identity\r\nContent-Length: 1\r\n\r\nx");

        // then
        assertThat(reply.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @DisplayName("11.3: what a proxied origin sends, as the client sees it")
    @CsvSource({
        "Age, Age",
        "Accept, Accept",
        "Accept-Charset, Accept-Charset",
        "Content-Type, Content-Type",
        "Pragma, Pragma",
        "Range, Range",
        "Referer, Referer",
        "Warn, Warn",
        "Authorization, x-amzn-Remapped-Authorization",
        "Connection, x-amzn-Remapped-Connection",
        "Content-MD5, x-amzn-Remapped-Content-MD5",
        "Date, x-amzn-Remapped-Date",
        "Max-Forwards, x-amzn-Remapped-Max-Forwards",
        "Server, x-amzn-Remapped-Server",
        "User-Agent, x-amzn-Remapped-User-Agent",
        "WWW-Authenticate, x-amzn-Remapped-WWW-Authenticate",
        "x-amzn-RequestId, x-amzn-Remapped-x-amzn-RequestId",
        "X-Amzn-Trace-Id, X-Amzn-Trace-Id",
        "Expect,",
        "Host,",
        "Proxy-Authenticate,",
        "TE,",
        "Trailer,",
        "Upgrade,",
        "Via,",
        "x-amz-apigw-id,"
    })
    void fromAProxiedOrigin(String name, @Nullable String sent) throws Exception {
        try (RawOrigin speaking =
                RawOrigin.answering("HTTP/1.1 200 OK\r\n" + name + ": own/1\r\nContent-Length: 2\r\n\r\nhi")) {
            // given
            serve(httpProxy(speaking.url("/")));

            // when
            var reply = call("GET", "");

            // then
            assertThat(reply.body()).isEqualTo("hi");
            assertThat(reply.fields("x-amzn-Remapped-Content-Length")).containsExactly("2");
            if (sent == null) {
                assertThat(reply.head()).doesNotContain("own/1");
            } else {
                assertThat(reply.fields(sent)).containsExactly("own/1");
                assertThat(sent.equals(name) || !reply.fields(name).contains("own/1"))
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("11.3: Transfer-Encoding is dropped, and the reply has its own")
    void dropsTheFramingOfTheOrigin() throws Exception {
        try (RawOrigin speaking = RawOrigin.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Trailer: own/1\r\n\r\n")) {
            // given
            serve(httpProxy(speaking.url("/")));

            // when
            var reply = call("GET", "");

            // then
            assertThat(reply.body()).isEqualTo("hi");
            assertThat(reply.fields("x-amzn-Remapped-Transfer-Encoding")).isEmpty();
            assertThat(reply.head()).doesNotContain("own/1");
        }
    }

    @ParameterizedTest
    @DisplayName("11.3: Content-Encoding is dropped with the coding; one that cannot be undone stays with its bytes")
    @CsvSource({"Content-Encoding: br, br", "Content-Encoding: identity,", "X-None: 1,"})
    void dropsTheCodingThatItUndoes(String field, @Nullable String coding) throws Exception {
        try (RawOrigin speaking =
                RawOrigin.answering("HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: 2\r\n\r\nhi")) {
            // given
            serve(httpProxy(speaking.url("/")));

            // when
            var reply = call("GET", "");

            // then
            assertThat(reply.field("Content-Encoding")).isEqualTo(coding);
            assertThat(reply.body()).isEqualTo("hi");
        }
    }

    @Test
    void keepsSeveralCodingsWithTheirBytes() throws Exception {
        try (RawOrigin speaking =
                RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Encoding: gzip\r\n"
                        + "Content-Length: 2\r\n\r\nhi")) {
            // given
            serve(httpProxy(speaking.url("/")));

            // when
            var reply = call("GET", "");

            // then
            assertThat(reply.fields("Content-Encoding")).containsExactly("br", "gzip");
            assertThat(reply.body()).isEqualTo("hi");
        }
    }

    @Test
    @DisplayName("security-requirements 23, 36: fields that an origin's Connection names end here")
    void dropsWhatTheOriginsConnectionNames() throws Exception {
        try (RawOrigin speaking = RawOrigin.answering(String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Connection: keep-alive, X-Hop",
                "connection: content-type ,x-hop-2",
                "X-Hop: own/1",
                "X-Hop-2: own/2",
                "X-Hop-3: own/3",
                "Content-Type: text/own",
                "Content-Length: 2",
                "",
                "hi"))) {
            // given
            serve(httpProxy(speaking.url("/")));

            // when
            var reply = call("GET", "");

            // then
            assertThat(reply.head())
                    .doesNotContain("own/1")
                    .doesNotContain("own/2")
                    .contains("X-Hop-3: own/3\r\n");
            assertThat(reply.fields("Content-Type")).containsExactly("text/own");
            assertThat(reply.fields("x-amzn-Remapped-Connection"))
                    .containsExactly("keep-alive, X-Hop", "content-type ,x-hop-2");
        }
    }

    @ParameterizedTest
    @DisplayName("11.3: what a non-proxy integration maps, as the client sees it")
    @CsvSource({
        "Authorization, x-amzn-Remapped-Authorization",
        "Connection, x-amzn-Remapped-Connection",
        "Content-Length, x-amzn-Remapped-Content-Length",
        "Content-MD5, x-amzn-Remapped-Content-MD5",
        "Date, x-amzn-Remapped-Date",
        "Expect, x-amzn-Remapped-Expect",
        "Host, x-amzn-Remapped-Host",
        "Max-Forwards, x-amzn-Remapped-Max-Forwards",
        "Proxy-Authenticate, x-amzn-Remapped-Proxy-Authenticate",
        "Server, x-amzn-Remapped-Server",
        "Trailer, x-amzn-Remapped-Trailer",
        "Upgrade, x-amzn-Remapped-Upgrade",
        "User-Agent, x-amzn-Remapped-User-Agent",
        "WWW-Authenticate, x-amzn-Remapped-WWW-Authenticate",
        "Accept, Accept",
        "TE, TE",
        "Via, Via",
        "Age, Age",
        "Pragma, Pragma",
        "Range, Range",
        "Referer, Referer",
        "Warn, Warn",
        "Accept-Charset, Accept-Charset",
        "Accept-Encoding, Accept-Encoding",
        "Content-Encoding, Content-Encoding",
        "Content-Type, Content-Type",
        "Transfer-Encoding,"
    })
    void fromANonProxyIntegration(String name, @Nullable String sent) throws Exception {
        for (MethodDraft method : List.of(
                mock("{\"statusCode\": 200}").response("200", ""),
                http(origin.url("/")).response("200", ""))) {
            // given
            serve(method.responseHeader("200", name, "'own/1'"));

            // when
            var reply = call("GET", "");

            // then
            assertThat(reply.status()).isEqualTo(200);
            if (sent == null) {
                assertThat(reply.head()).doesNotContain("own/1");
            } else {
                assertThat(reply.fields(sent)).containsExactly("own/1");
                assertThat(sent.equals(name) || !reply.fields(name).contains("own/1"))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @DisplayName("11.4: what every reply has")
    @ValueSource(strings = {"HTTP", "HTTP_PROXY", "MOCK"})
    void everyReplyHas(String type) throws Exception {
        // given
        serve(
                switch (type) {
                    case "HTTP" -> http(origin.url("/")).response("200", "");
                    case "HTTP_PROXY" -> httpProxy(origin.url("/"));
                    default -> mock("{\"statusCode\": 200}").response("200", "");
                });
        String proposed = "7c5d5a0e-6c7f-4d5e-9a51-0123456789ab";

        // when
        var reply = call("GET", "x-amzn-RequestId: " + proposed + "\r\nConnection: close\r\n");

        // then
        assertThat(reply.fields("x-amzn-RequestId")).containsExactly(proposed);
        assertThat(reply.field("x-amz-apigw-id")).matches("[A-Za-z0-9_-]{15}=");
        assertThat(reply.fields("Date")).hasSize(1);
        assertThat(reply.fields("Content-Type")).containsExactly("application/json");
        assertThat(reply.fields("Content-Length")).hasSize(1);
        assertThat(reply.fields("Connection")).containsExactly("close");
        assertThat(reply.fields("X-Amzn-Trace-Id")).hasSize(type.equals("HTTP") ? 1 : 0);
        assertThat(reply.fields("x-amzn-ErrorType")).isEmpty();
    }
}
