package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of security-requirements 18 to 25 over a raw socket, on both sides. */
class FramingTest {
    private static final String HOST = "Host: " + EdgeFixture.HOST + "\r\n";
    private static final String LINE = "POST /prod/count HTTP/1.1\r\n";
    private static final String START = LINE + HOST;
    private static final String CHUNKED = START + "Transfer-Encoding: chunked\r\n\r\n";
    private static EdgeFixture edge;

    @BeforeAll
    static void start() throws IOException {
        edge = new EdgeFixture()
                .route("POST", "/count", TestSteps::count)
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .route("ANY", "/show/{proxy+}", TestSteps::show)
                .deployed();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    static Stream<String> passing() {
        return Stream.of(
                START + "Content-Length: 3\r\n\r\nabc",
                START + "Content-Length:3\r\n\r\nabc",
                START + "Content-Length: \t 3 \t\r\n\r\nabc",
                START + "content-LENGTH: 0003\r\n\r\nabc",
                START + "Content-Length: 000000000000000003\r\n\r\nabc",
                START + "Content-Length: 0\r\n\r\n",
                START + "\r\n",
                "\r\n" + START + "\r\n",
                "\r\n\r\n" + START + "\r\n",
                "POST /prod/count HTTP/1.0\r\n" + HOST + "Content-Length: 3\r\n\r\nabc",
                CHUNKED + "0\r\n\r\n",
                CHUNKED + "3\r\nabc\r\n0\r\n\r\n",
                CHUNKED + "0000000000000003\r\nabc\r\n0\r\n\r\n",
                CHUNKED + "A\r\n0123456789\r\n0\r\n\r\n",
                CHUNKED + "a;x\r\n0123456789\r\n0\r\n\r\n",
                CHUNKED + "3;" + "x".repeat(255) + "\r\nabc\r\n0\r\n\r\n",
                CHUNKED + "3;a=b;c=\"d e\"\r\nabc\r\n0;z=1\r\n\r\n",
                CHUNKED + "3\r\nabc\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n",
                START + "Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n",
                START + "X-Empty:\r\n\r\n",
                START + "X-Tab: a\tb\r\n\r\n",
                START + "X-High: \u00e9\u00ff\r\n\r\n",
                START + "!#$%&'*+-.^_`|~09azAZ: token\r\n\r\n",
                START + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
                "POST http://" + EdgeFixture.HOST + "/prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST HTTP://" + EdgeFixture.HOST.toUpperCase(Locale.ROOT) + ":80/prod/count HTTP/1.1\r\n" + HOST
                        + "\r\n",
                LINE + "Host: " + EdgeFixture.HOST + ":8000\r\n\r\n",
                LINE + "host: " + EdgeFixture.HOST + ".\r\n\r\n",
                LINE + "HOST: ABCDEFGHIJ.Execute-Api.us-east-1.LocalHost\r\n\r\n",
                "POST /prod/count?a=%20&b=%C3%A9&c=|{}[]^\"<>`~!$'()*,;:@ HTTP/1.1\r\n" + HOST + "\r\n");
    }

    @ParameterizedTest
    @MethodSource("passing")
    void letsPassWhatHasOneReading(String request) throws IOException {
        // given
        try (RawClient client = edge.client()) {
            // when
            client.send(request);
            var reply = client.reply();
            reply = reply.status() == 100 ? client.reply() : reply;

            // then
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    static Stream<String> refused() {
        return Stream.of(lengths(), codings(), fields(), requestLines(), hosts(), targets(), credentials())
                .flatMap(requests -> requests);
    }

    /** security-requirements 18. */
    private static Stream<String> lengths() {
        return Stream.of(
                START + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                START + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                START + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                START + "Content-Length: 3, 3\r\n\r\nabc",
                START + "Content-Length: +3\r\n\r\nabc",
                START + "Content-Length: -3\r\n\r\nabc",
                START + "Content-Length: 0x3\r\n\r\nabc",
                START + "Content-Length: 3 3\r\n\r\nabc",
                START + "Content-Length: \r\n\r\n",
                START + "Content-Length: 3.0\r\n\r\nabc",
                START + "Content-Length: 1e1\r\n\r\n0123456789",
                START + "Content-Length: 9223372036854775808\r\n\r\nabc",
                START + "Content-Length: 18446744073709551619\r\n\r\nabc");
    }

    /** security-requirements 18. */
    private static Stream<String> codings() {
        return Stream.of(
                "GET /prod/hello HTTP/1.1\r\n" + HOST
                        + "Sec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b\r\n\r\n12345678",
                START + "Transfer-Encoding: identity\r\n\r\n",
                START + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding:\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                START + "Transfer-Encoding\r\n : chunked\r\n\r\n0\r\n\r\n",
                "POST /prod/count HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    /** security-requirements 19. */
    private static Stream<String> fields() {
        return Stream.of(
                "POST /prod/count HTTP/1.1\n" + HOST + "\r\n",
                START + "X: a\n\r\n",
                START + "X: a\rb\r\n\r\n",
                START + "X: a\r\r\n\r\n",
                START + "X: a\u0000b\r\n\r\n",
                START + "X: a\u0001b\r\n\r\n",
                START + "X: a\u007fb\r\n\r\n",
                START + "X: a\r\n b\r\n\r\n",
                START + "X: a\r\n\tb\r\n\r\n",
                START + "X : a\r\n\r\n",
                START + "X\t: a\r\n\r\n",
                START + ": a\r\n\r\n",
                START + "no colon\r\n\r\n",
                START + "X(y): a\r\n\r\n",
                START + "X\u00e9: a\r\n\r\n",
                START + "X\u0000: a\r\n\r\n");
    }

    /** security-requirements 19. */
    private static Stream<String> requestLines() {
        return Stream.of(
                LINE + " " + HOST + "\r\n",
                LINE + "\t" + HOST + "\r\n",
                "POST  /prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count  HTTP/1.1\r\n" + HOST + "\r\n",
                "POST\t/prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count\tHTTP/1.1\r\n" + HOST + "\r\n",
                " POST /prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count HTTP/1.1 \r\n" + HOST + "\r\n",
                "POST /prod/count HTTP/1.1 x\r\n" + HOST + "\r\n",
                "POST /prod/count\r\n\r\n",
                "POST\r\n\r\n",
                "\r\n\r\n\r\n" + START + "\r\n",
                "\n" + START + "\r\n",
                "POST /prod/count HTTP/1.2\r\n" + HOST + "\r\n",
                "POST /prod/count HTTP/2.0\r\n" + HOST + "\r\n",
                "POST /prod/count HTTP/0.9\r\n" + HOST + "\r\n",
                "POST /prod/count HTTP/1.10\r\n" + HOST + "\r\n",
                "POST /prod/count HTTP/01.1\r\n" + HOST + "\r\n",
                "POST /prod/count http/1.1\r\n" + HOST + "\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "P@ST /prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "PO\u0000ST /prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "X".repeat(33) + " /prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n");
    }

    /** security-requirements 20. */
    private static Stream<String> hosts() {
        return Stream.of(
                LINE + "\r\n",
                "POST /prod/count HTTP/1.0\r\n\r\n",
                START + HOST + "\r\n",
                LINE + "Host:\r\n\r\n",
                LINE + "Host: a b\r\n\r\n",
                LINE + "Host: a,b\r\n\r\n",
                LINE + "Host: a/b\r\n\r\n",
                LINE + "Host: user@a\r\n\r\n",
                LINE + "Host: a:\r\n\r\n",
                LINE + "Host: a:b\r\n\r\n",
                LINE + "Host: a:123456\r\n\r\n",
                LINE + "Host: a:80:80\r\n\r\n",
                LINE + "Host: [::1\r\n\r\n",
                LINE + "Host: [::1]x\r\n\r\n",
                LINE + "Host: [\r\n\r\n",
                LINE + "Host: a%20b\r\n\r\n",
                LINE + "Host: " + "a".repeat(256) + "\r\n\r\n",
                "POST http://other.localhost/prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST http://" + EdgeFixture.HOST + ":81/prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST http://user@" + EdgeFixture.HOST + "/prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST http:///prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST ftp://" + EdgeFixture.HOST + "/prod/count HTTP/1.1\r\n" + HOST + "\r\n");
    }

    /** security-requirements 21. */
    private static Stream<String> targets() {
        return Stream.of(
                "POST prod/count HTTP/1.1\r\n" + HOST + "\r\n",
                "POST * HTTP/1.1\r\n" + HOST + "\r\n",
                "POST ?a HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count#top HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/co\\unt HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/co\u00e9nt HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/co\u0001nt HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/co\u007fnt HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count% HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count%4 HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count%4g HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count%00 HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count?a=%zz HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count?a=%00 HTTP/1.1\r\n" + HOST + "\r\n",
                "POST /prod/count?a=\\ HTTP/1.1\r\n" + HOST + "\r\n");
    }

    /** security-requirements 41. */
    private static Stream<String> credentials() {
        return Stream.of(
                START + "Authorization: a\r\nAuthorization: a\r\n\r\n", START + "x-api-key: a\r\nX-API-Key: b\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatHasNoneOrTwoAndCloses(String request) throws IOException {
        // given
        try (RawClient client = edge.client()) {
            // when
            client.send(request);

            // then
            var reply = client.reply();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).isEqualTo("{\"message\":\"Bad Request\"}");
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesTheSameByteByByte(String request) throws IOException {
        // given
        try (RawClient client = edge.client()) {
            // when
            for (int index = 0; index < request.length(); index++) {
                client.sendAnyway(new byte[] {(byte) request.charAt(index)});
            }

            // then
            assertThat(client.reply().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void letsTheSamePassByteByByte(String request) throws IOException {
        // given
        try (RawClient client = edge.client()) {
            // when
            for (int index = 0; index < request.length(); index++) {
                client.send(request.substring(index, index + 1));
            }

            // then
            var reply = client.reply();
            reply = reply.status() == 100 ? client.reply() : reply;
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    static Stream<String> brokenChunks() {
        return Stream.of(
                "3\nabc\r\n0\r\n\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nab\r\n0\r\n\r\n",
                "3\rabc\r\n0\r\n\r\n",
                "\r\nabc\r\n0\r\n\r\n",
                " 3\r\nabc\r\n0\r\n\r\n",
                "3 \r\nabc\r\n0\r\n\r\n",
                "+3\r\nabc\r\n0\r\n\r\n",
                "-1\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                "g\r\nabc\r\n0\r\n\r\n",
                "00000000000000003\r\nabc\r\n0\r\n\r\n",
                "3;" + "x".repeat(256) + "\r\nabc\r\n0\r\n\r\n",
                "1;" + "x".repeat(130) + "\r\na\r\n1;" + "x".repeat(130) + "\r\nb\r\n0\r\n\r\n",
                "3;a\nb\r\nabc\r\n0\r\n\r\n",
                "3;a\u0000b\r\nabc\r\n0\r\n\r\n",
                "0\r\nno colon\r\n\r\n",
                "0\r\n: x\r\n\r\n",
                "0\r\nX: a\nb\r\n\r\n",
                "0\r\n folded: x\r\n\r\n",
                "0\r\nX: " + "y".repeat(8_200) + "\r\n\r\n",
                "0\r\n" + "X: y\r\n".repeat(101) + "\r\n",
                "0\r\n\r\r\n",
                "0\r\n\n");
    }

    @ParameterizedTest
    @MethodSource("brokenChunks")
    @DisplayName("security-requirements 18: chunks have one reading")
    void refusesBrokenChunks(String body) throws IOException {
        // given
        try (RawClient client = edge.client()) {
            // when
            client.send(CHUNKED).sendAnyway(body.getBytes(StandardCharsets.ISO_8859_1));

            // then
            assertThat(client.reply().status()).isEqualTo(400);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void nothingBehindARefusedRequestIsServed() throws IOException {
        // given
        String smuggled = "GET /prod/hello HTTP/1.1\r\n" + HOST + "\r\n";
        try (RawClient client = edge.client()) {
            // when
            client.send(
                    START + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled + smuggled);

            // then
            assertThat(client.reply().status()).isEqualTo(400);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aBodyIsNeverReadAsARequest() throws IOException {
        // given
        String inner = "GET /prod/hello HTTP/1.1\r\n" + HOST + "\r\n";
        try (RawClient client = edge.client()) {
            // when
            client.send(START + "Content-Length: " + inner.length() + "\r\n\r\n" + inner + inner);

            // then
            assertThat(client.reply().body()).isEqualTo(Integer.toString(inner.length()));
            assertThat(client.reply().body()).isEqualTo("hello");
        }
    }
}
