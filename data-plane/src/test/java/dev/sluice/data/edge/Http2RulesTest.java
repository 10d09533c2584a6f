package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.edge.Http2Client.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that have no reading or more than one; the connection goes on after each. */
@DisplayName("security-requirements 29: nothing of HTTP/2 can smuggle")
class Http2RulesTest {
    private static final int LAST = Http2Client.END_HEADERS | Http2Client.END_STREAM;

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final EdgeFixture edge = EdgeFixture.secure()
            .route("GET", "/hello", TestSteps.text(200, "hello"))
            .route("GET", "/seen", exchange -> {
                seen.add(exchange.request().path());
                return TestSteps.show(exchange);
            })
            .route("POST", "/count", TestSteps::count)
            .deployed();

    Http2RulesTest() throws IOException {}

    @AfterEach
    void close() {
        edge.close();
    }

    static Stream<Arguments> malformed() {
        String host = EdgeFixture.HOST;
        return Stream.of(
                Arguments.of("an upper-case name", with("X-Upper", "1")),
                Arguments.of("CR and LF in a value", with("x-a", "1\r\nx-b: 2")),
                Arguments.of("LF in a value", with("x-a", "1\nx-b: 2")),
                Arguments.of("CR in a value", with("x-a", "1\r")),
                Arguments.of("NUL in a value", with("x-a", "1\u0000")),
                Arguments.of("a control in a value", with("x-a", "1\u0007")),
                Arguments.of("DEL in a value", with("x-a", "1\u007f")),
                Arguments.of("a blank in front of a value", with("x-a", " 1")),
                Arguments.of("a blank behind a value", with("x-a", "1 ")),
                Arguments.of("CR and LF in a name", with("x-a\r\nx-b", "1")),
                Arguments.of("a blank in a name", with("x a", "1")),
                Arguments.of("a colon in a name", with("x:a", "1")),
                Arguments.of("a colon behind a name", with("x-a:", "1")),
                Arguments.of("an empty name", with("", "1")),
                Arguments.of("a name beyond ASCII", with("x-\u00e4", "1")),
                Arguments.of("transfer-encoding", with("transfer-encoding", "chunked")),
                Arguments.of("connection", with("connection", "close")),
                Arguments.of("keep-alive", with("keep-alive", "1")),
                Arguments.of("proxy-connection", with("proxy-connection", "close")),
                Arguments.of("upgrade", with("upgrade", "websocket")),
                Arguments.of("te other than trailers", with("te", "gzip")),
                Arguments.of("a cookie crumb with a control", with("cookie", "a=1", "cookie", "b\n=2")),
                Arguments.of("an unknown pseudo-header", with(":protocol2", "1")),
                Arguments.of("a pseudo-header of replies", with(":status", "200")),
                Arguments.of("a pseudo-header behind a field", with("x-a", "1", ":path", "/prod/hello")),
                Arguments.of("two methods", with(":method", "GET")),
                Arguments.of("two paths", with(":path", "/prod/seen")),
                Arguments.of("two schemes", with(":scheme", "https")),
                Arguments.of("two authorities", with(":authority", host)),
                Arguments.of("no method", fields(":scheme", "https", ":path", "/prod/seen", ":authority", host)),
                Arguments.of("no path", fields(":method", "GET", ":scheme", "https", ":authority", host)),
                Arguments.of("no scheme", fields(":method", "GET", ":path", "/prod/seen", ":authority", host)),
                Arguments.of("an empty path", target("", "https", host)),
                Arguments.of(
                        "a method with a blank",
                        fields(":method", "GET /", ":scheme", "https", ":path", "/prod/seen", ":authority", host)),
                Arguments.of(
                        "an empty method",
                        fields(":method", "", ":scheme", "https", ":path", "/prod/seen", ":authority", host)),
                Arguments.of(
                        "a method that ends a line",
                        fields(":method", "GET\r\n", ":scheme", "https", ":path", "/prod/seen", ":authority", host)),
                Arguments.of("a length without a body", with("content-length", "5")),
                Arguments.of("two lengths", with("content-length", "0", "content-length", "1")),
                Arguments.of("a signed length", with("content-length", "+0")),
                Arguments.of("a list of lengths", with("content-length", "0, 1")),
                Arguments.of("CR and LF in a path", target("/prod/seen HTTP/1.1\r\nx: y", "https", host)),
                Arguments.of("an empty authority", target("/prod/seen", "https", "")),
                Arguments.of("a hexadecimal length", with("content-length", "0x0")));
    }

    private static List<String> with(String... fields) {
        return Arrays.asList(Http2Client.request("GET", "/seen", fields));
    }

    private static List<String> fields(String... fields) {
        return Arrays.asList(fields);
    }

    private static List<String> target(String path, String scheme, String authority) {
        return List.of(":method", "GET", ":scheme", scheme, ":path", path, ":authority", authority);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void resetsTheStream(String what, List<String> fields) throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.frame(Http2Client.HEADERS, LAST, 1, Http2Client.block(fields.toArray(String[]::new)));
            Reply reply = client.reply(1);

            // then
            assertThat(reply.reset()).isEqualTo(Http2Client.PROTOCOL_ERROR);
            assertThat(reply.status()).isZero();
            assertThat(client.get(3, "/hello").reply(3).text()).isEqualTo("hello");
            assertThat(seen).isEmpty();
        }
    }

    static Stream<Arguments> refused() {
        String host = EdgeFixture.HOST;
        return Stream.of(
                Arguments.of("an absolute target", target("https://" + host + "/prod/seen", "https", host), 400),
                Arguments.of("a path without a slash", target("prod/seen", "https", host), 400),
                Arguments.of("a star without OPTIONS", target("*", "https", host), 400),
                Arguments.of("a path beyond ASCII", target("/prod/\u00e4", "https", host), 400),
                Arguments.of("another scheme", target("/prod/seen", "http", host), 400),
                Arguments.of("an authority with a user", target("/prod/seen", "https", "user@" + host), 400),
                Arguments.of("an authority with a path", target("/prod/seen", "https", host + "/x"), 400),
                Arguments.of("two authorities in one", target("/prod/seen", "https", host + "," + host), 400),
                Arguments.of(
                        "no host at all", List.of(":method", "GET", ":scheme", "https", ":path", "/prod/seen"), 400),
                Arguments.of("another host", with("host", "other12345.execute-api.localhost"), 400),
                Arguments.of("two hosts", with("host", host, "host", host), 400),
                Arguments.of("two credentials", with("authorization", "a", "authorization", "b"), 400),
                Arguments.of("a length without an end", with("expect", "200-maybe"), 417),
                Arguments.of("a long path", target("/prod/" + "a".repeat(10_235), "https", host), 414));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void answersWithTheTablesBytes(String what, List<String> fields, int status) throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.frame(Http2Client.HEADERS, LAST, 1, Http2Client.block(fields.toArray(String[]::new)));
            Reply reply = client.reply(1);

            // then
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.reset()).isEqualTo(-1);
            assertThat(client.get(3, "/hello").reply(3).text()).isEqualTo("hello");
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void takesAHostThatAgreesWithTheAuthority() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            assertThat(client.request(1, "GET", "/seen", true, "host", EdgeFixture.HOST + ":443")
                            .reply(1)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "7, 5", "0, 1"})
    @DisplayName("the length told has to be the length sent")
    void resetsAStreamWhoseBodyIsNotAsLongAsTold(int told, int sent) throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "POST", "/count", false, "content-length", Integer.toString(told))
                    .data(1, "x".repeat(sent), true);

            // then
            assertThat(client.reply(1).reset()).isEqualTo(Http2Client.PROTOCOL_ERROR);
            assertThat(client.get(3, "/hello").reply(3).text()).isEqualTo("hello");
        }
    }

    @Test
    void resetsAStreamWithPseudoHeadersBehindItsBody() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "POST", "/count", false).data(1, "123", false);
            client.frame(Http2Client.HEADERS, LAST, 1, Http2Client.block(":path", "/prod/seen"));

            // then
            assertThat(client.reply(1).reset()).isEqualTo(Http2Client.PROTOCOL_ERROR);
        }
    }

    @Test
    void resetsAStreamWithTwoHeads() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "POST", "/count", false).request(1, "GET", "/seen", false);

            // then
            assertThat(client.reply(1).reset()).isEqualTo(Http2Client.PROTOCOL_ERROR);
            assertThat(seen).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"10000, 200", "11000, 431"})
    @DisplayName("security-requirements 25: the sum of the values")
    void limitsTheValues(int bytes, int status) throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "GET", "/seen", true, "x-a", "a".repeat(bytes / 2), "x-b", "b".repeat(bytes / 2));

            // then
            assertThat(client.reply(1).status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"99, 200", "101, 431"})
    @DisplayName("security-requirements 25: the number of fields")
    void limitsTheFields(int count, int status) throws IOException {
        // given
        List<String> fields = new ArrayList<>();
        for (int field = 0; field < count; field++) {
            fields.add("x-" + field);
            fields.add("v");
        }
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "GET", "/seen", true, fields.toArray(String[]::new));

            // then
            assertThat(client.reply(1).status()).isEqualTo(status);
        }
    }

    @Test
    @DisplayName("crumbs of a cookie count by their bytes, not as fields")
    void takesManyCrumbs() throws IOException {
        // given
        List<String> fields = new ArrayList<>();
        for (int crumb = 0; crumb < 200; crumb++) {
            fields.add("cookie");
            fields.add("c=" + crumb);
        }
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            Reply reply = client.request(1, "GET", "/seen", true, fields.toArray(String[]::new))
                    .reply(1);

            // then
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).contains("cookie: c=0; c=1; ").contains("; c=199\n");
        }
    }

    @Test
    @DisplayName("decisions 8: 32 KiB of fields as HTTP/2 counts them, then 431")
    void limitsTheListOfFields() throws IOException {
        // given
        byte[] block = Http2Client.block(Http2Client.request("GET", "/seen", "x-a", "a".repeat(33_000)));
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.frames(inFrames(1, block));
            Reply reply = client.reply(1);

            // then
            assertThat(reply.status()).isEqualTo(431);
            assertThat(reply.text()).isEqualTo("{\"message\":\"Request Header Fields Too Large\"}");
            assertThat(client.get(3, "/hello").reply(3).text()).isEqualTo("hello");
        }
    }

    /** A header block in HEADERS and CONTINUATION frames of 16 KiB. */
    static byte[] inFrames(int stream, byte[] block) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int from = 0; from < block.length; from += 16_384) {
            int to = Math.min(block.length, from + 16_384);
            int flags = (from == 0 ? Http2Client.END_STREAM : 0) | (to == block.length ? Http2Client.END_HEADERS : 0);
            int type = from == 0 ? Http2Client.HEADERS : Http2Client.CONTINUATION;
            frames.writeBytes(Http2Client.encoded(type, flags, stream, Arrays.copyOfRange(block, from, to)));
        }
        return frames.toByteArray();
    }
}
