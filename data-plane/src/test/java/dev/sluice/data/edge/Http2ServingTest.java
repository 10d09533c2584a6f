package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.data.edge.Http2Client.Reply;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls over HTTP/2, by a client of the JDK's and by one that shows every frame. */
class Http2ServingTest {
    private static final int LARGE = 9_000_000;

    private final ConcurrentLinkedQueue<String> cancelled = new ConcurrentLinkedQueue<>();
    private final EdgeFixture edge = EdgeFixture.secure()
            .route("GET", "/hello", TestSteps.text(200, "hello"))
            .route("HEAD", "/hello", TestSteps.text(200, "hello"))
            .route("GET", "/none", TestSteps.text(204, "never sent"))
            .route("GET", "/show", TestSteps::show)
            .route("POST", "/echo", TestSteps::echo)
            .route("POST", "/count", TestSteps::count)
            .route("POST", "/deaf", TestSteps.text(200, "not read"))
            .route("GET", "/later", TestSteps.later(200, "late"))
            .route("GET", "/silent", new TestSteps.Silent(cancelled))
            .route("GET", "/large", TestSteps.body(TestSteps.sliced(LARGE, LARGE / 100, 100, null)))
            .route("GET", "/streamed", TestSteps.body(TestSteps.sliced(-1, 50_000, 40, null)))
            .route("GET", "/cut", TestSteps.body(TestSteps.sliced(-1, 10, 2, new Failure.IntegrationUnreachable("x"))))
            .route("GET", "/cut-early", TestSteps.body(new FailingBody()))
            .route("GET", "/ugly", exchange -> {
                exchange.reply()
                        .headers()
                        .add("X-Split", "a\r\nx-forged: 1")
                        .add("Bad Name", "b")
                        .add("Connection", "X-Split")
                        .add("Transfer-Encoding", "chunked")
                        .add("Upgrade", "h2c")
                        .add("X-Wide", "caf\u00e9 \u20ac ");
                return Outcome.PROCEED;
            })
            .deployed();
    private final HttpClient jdk = HttpClient.newBuilder()
            .sslContext(SecureClient.CONTEXT)
            .version(HttpClient.Version.HTTP_2)
            .build();

    Http2ServingTest() throws IOException {}

    @AfterEach
    void close() {
        jdk.close();
        edge.close();
    }

    /** By the path form, since not every resolver knows names below localhost. */
    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + edge.securePort() + "/_aws/execute-api/"
                        + EdgeFixture.API + "/prod" + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return jdk.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void servesAClientOfTheJdk() throws IOException, InterruptedException {
        // when
        HttpResponse<String> reply = send(to("/hello"));

        // then
        assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("hello");
        assertThat(reply.headers().map())
                .containsKeys("date", "x-amzn-requestid", "x-amz-apigw-id")
                .containsEntry("content-length", List.of("5"))
                .containsEntry("content-type", List.of("text/plain"))
                .doesNotContainKeys("connection", "transfer-encoding");
    }

    @Test
    void suppressesTheBodyOfHead() throws IOException, InterruptedException {
        // when
        HttpResponse<String> reply = send(to("/hello").HEAD());

        // then
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers().firstValue("content-length")).contains("5");
    }

    @Test
    @DisplayName("decisions 26: 204 has neither body nor length")
    void sendsNothingBehind204() throws IOException, InterruptedException {
        // when
        HttpResponse<String> reply = send(to("/none"));

        // then
        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(reply.headers().firstValue("content-length")).isEmpty();
    }

    @Test
    void carriesLargeBodiesBothWays() throws IOException, InterruptedException {
        // given
        byte[] body = new byte[LARGE];
        Arrays.fill(body, (byte) 'b');

        // when
        HttpResponse<byte[]> echoed =
                jdk.send(to("/echo").POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());

        // then
        assertThat(echoed.statusCode()).isEqualTo(200);
        assertThat(echoed.body()).isEqualTo(body);
        assertThat(send(to("/large")).body()).hasSize(LARGE);
        assertThat(send(to("/streamed")).body()).hasSize(2_000_000);
    }

    @Test
    void servesManyStreamsOfOneConnection() throws IOException {
        // given
        List<Integer> streams = new ArrayList<>();
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            for (int stream = 1; stream < 200; stream += 2) {
                client.get(stream, "/later");
                streams.add(stream);
            }

            // then
            List<Integer> ended = new ArrayList<>();
            while (ended.size() < 100) {
                Http2Client.Frame frame = client.next();
                assertThat(frame.type()).isNotIn(Http2Client.RST_STREAM, Http2Client.GOAWAY);
                if (frame.type() == Http2Client.HEADERS) {
                    assertThat(frame.fields().status()).hasToString("200");
                }
                if (frame.ends()) {
                    ended.add(frame.stream());
                }
            }
            assertThat(ended).containsExactlyInAnyOrderElementsOf(streams);
        }
    }

    @Test
    void manyCallsOfAClientOfTheJdkAtATimeAllSucceed() {
        // when
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int call = 0; call < 400; call++) {
            var request = call % 2 == 0 ? to("/hello") : to("/echo").POST(BodyPublishers.ofString("body " + call));
            if (call >= 80) {
                calls.get(call - 80).orTimeout(20, TimeUnit.SECONDS).join();
            }
            calls.add(jdk.sendAsync(request.build(), BodyHandlers.ofString()));
        }

        // then
        for (int call = 0; call < calls.size(); call++) {
            var reply = calls.get(call).orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(call % 2 == 0 ? "hello" : "body " + call);
        }
    }

    @Test
    @DisplayName("RFC 9113, 8.2.3: the crumbs of a cookie are one field to steps and origins")
    void joinsCookies() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            Reply reply = client.request(
                            1, "GET", "/show?a=1", true, "cookie", "a=1", "x-b", "2", "cookie", "c=3", "te", "trailers")
                    .reply(1);

            // then
            assertThat(reply.text())
                    .contains("host=" + EdgeFixture.HOST, "query=a=1", "\ncookie: a=1; c=3\n", "\nx-b: 2\n", "\nHost: ")
                    .doesNotContain("te:");
        }
    }

    @Test
    void takesAHostInPlaceOfAnAuthority() throws IOException {
        // given
        byte[] block = Http2Client.block(
                ":method", "GET", ":scheme", "https", ":path", "/prod/hello", "host", EdgeFixture.HOST);
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.frame(Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, 1, block);

            // then
            assertThat(client.reply(1).text()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, /hello, 405",
        "TRACE, /hello, 405",
        "GET, /a/../hello, 400",
        "GET, /hello%00, 400",
        "GET, /a b, 400",
        "GET, /a\\b, 400",
        "GET, /hello#f, 400",
        "GET, /nowhere, 403"
    })
    void answersEarly(String verb, String path, int status) throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            Reply reply = client.request(1, verb, path, true).reply(1);

            // then
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text()).startsWith("{\"message\":");
            assertThat(reply.field("x-amzn-errortype")).isNotNull();
            assertThat(reply.field("connection")).isNull();
            assertThat(client.get(3, "/hello").reply(3).text()).isEqualTo("hello");
        }
    }

    @Test
    void answersHealthChecks() throws IOException {
        // given
        byte[] block = Http2Client.block(
                ":method", "GET", ":scheme", "https", ":path", "/ping", ":authority", "localhost:8443");
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.frame(Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, 1, block);

            // then
            assertThat(client.reply(1).text()).isEqualTo("healthy");
        }
    }

    @Test
    void sendsAwayHostsOfAnotherCertificate() throws IOException {
        // given
        byte[] block = Http2Client.block(
                ":method", "GET", ":scheme", "https", ":path", "/prod/hello", ":authority", "example.com");
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.frame(Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, 1, block);

            // then
            assertThat(client.reply(1).status()).isEqualTo(421);
            assertThat(client.get(3, "/hello").reply(3).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("security-requirements 36: a body that breaks off is reset, one that never began is a failure")
    void showsACut() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            Reply cut = client.get(1, "/cut").reply(1);
            Reply early = client.get(3, "/cut-early").reply(3);

            // then
            assertThat(cut.status()).isEqualTo(200);
            assertThat(cut.reset()).isEqualTo(Http2Client.INTERNAL_ERROR);
            assertThat(early.status()).isEqualTo(504);
            assertThat(early.reset()).isEqualTo(-1);
            assertThat(client.get(5, "/hello").reply(5).text()).isEqualTo("hello");
        }
    }

    /** Fails before its first byte. */
    private record FailingBody() implements Body {
        @Override
        public long declaredBytes() {
            return UNKNOWN;
        }

        @Override
        public void readTo(Reader reader) {
            reader.fail(new Failure.IntegrationUnreachable("x"));
        }

        @Override
        public void more() {}

        @Override
        public void cancel() {}
    }

    @Test
    void cancelsTheCallOfAStreamThatIsReset() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // given
            client.get(1, "/silent").get(3, "/hello");
            client.reply(3);

            // when
            client.reset(1, Http2Client.CANCEL);

            // then
            Await.until("the call is cancelled", () -> cancelled.size() == 1);
            assertThat(client.get(5, "/hello").reply(5).text()).isEqualTo("hello");
        }
    }

    @Test
    void cancelsAllCallsOfAConnectionThatEnds() throws IOException {
        // given
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            client.get(1, "/silent").get(3, "/silent").get(5, "/hello");
            client.reply(5);
        }

        // then
        Await.until("both calls are cancelled", () -> cancelled.size() == 2);
        Await.until(
                "the connection is given back",
                () -> edge.telemetry().snapshot().openConnections() == 0);
    }

    @Test
    void letsAClientWaitForLeaveToSend() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "POST", "/count", false, "expect", "100-continue");

            // then
            assertThat(client.await(Http2Client.HEADERS).fields().status()).hasToString("100");
            assertThat(client.data(1, "12345", true).reply(1).text()).isEqualTo("5");
        }
    }

    @Test
    @DisplayName("rest-api-runtime 10.4: too large a body, told or counted, is 413")
    void refusesATooLargeBody() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            Reply told = client.request(1, "POST", "/count", false, "content-length", "10485761")
                    .reply(1);
            client.request(3, "POST", "/count", false);
            Reply counted = overLimit(client, 3);

            // then
            assertThat(told.status()).isEqualTo(413);
            assertThat(counted.status()).isEqualTo(413);
        }
    }

    /** Sends more than the limit, as fast as the windows allow. */
    private static Reply overLimit(Http2Client client, int stream) throws IOException {
        int room = 65_535;
        for (int sent = 0; sent <= 10_485_760; sent += 16_384) {
            while (room < 16_384) {
                Http2Client.Frame frame = client.next();
                if (frame.type() == Http2Client.HEADERS) {
                    return new Reply(Integer.parseInt(frame.fields().status().toString()), null, new byte[0], -1);
                }
                if (frame.type() == Http2Client.WINDOW_UPDATE && frame.stream() == stream) {
                    room += ByteBuffer.wrap(frame.payload()).getInt();
                }
            }
            client.data(stream, new byte[16_384], false);
            room -= 16_384;
        }
        return client.reply(stream);
    }

    @Test
    void stopsALongBodyThatNobodyReadsWithoutAnError() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "POST", "/deaf", false, "content-length", "9000000")
                    .data(1, new byte[9_000], false);

            // then
            assertThat(client.reply(1).text()).isEqualTo("not read");
            assertThat(client.await(Http2Client.RST_STREAM).code()).isEqualTo(Http2Client.NO_ERROR);
        }
    }

    @Test
    void awaitsAShortBodyThatNobodyReads() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "POST", "/deaf", false, "content-length", "5");

            // then
            assertThat(client.reply(1).text()).isEqualTo("not read");
            assertThat(client.data(1, "12345", true).get(3, "/hello").reply(3).text())
                    .isEqualTo("hello");
        }
    }

    @Test
    @DisplayName("security-requirements 18: trailers end a body and are dropped")
    void dropsTrailers() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "POST", "/count", false).data(1, "123", false);
            client.frame(
                    Http2Client.HEADERS,
                    Http2Client.END_HEADERS | Http2Client.END_STREAM,
                    1,
                    Http2Client.block("x-checksum", "9", "authorization", "later"));

            // then
            assertThat(client.reply(1).text()).isEqualTo("3");
        }
    }

    @Test
    void sendsNoFieldThatCouldBeReadAsAnother() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            Reply reply = client.get(1, "/ugly").reply(1);

            // then
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.field("x-split")).isEqualTo("a  x-forged: 1");
            assertThat(reply.field("x-wide")).isEqualTo("caf\u00e9 ?");
            assertThat(reply.headers().names().stream().map(CharSequence::toString))
                    .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)))
                    .doesNotContain("x-forged", "bad name", "connection", "transfer-encoding", "upgrade");
        }
    }

    @Test
    void leavesALineInTheLogThatNamesTheProtocol() throws IOException {
        // when
        EdgeFixture other = EdgeFixture.secure()
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .deployed();
        try (other;
                Http2Client client = Http2Client.open(other.securePort())) {
            client.get(1, "/hello").reply(1);
            other.call(EdgeFixture.get("/hello"));
        }

        // then
        assertThat(other.telemetry().snapshot().protocols())
                .containsEntry("HTTP/2", 1L)
                .containsEntry("HTTP/1.1", 1L);
        List<String> lines = other.log()
                .lines()
                .sorted(Comparator.comparing(line -> line.contains("\"http\"")))
                .toList();
        var json = new ObjectMapper();
        assertThat(json.readTree(lines.getFirst()).path("scheme").asText()).isEqualTo("https");
        assertThat(json.readTree(lines.getFirst()).path("protocol").asText()).isEqualTo("HTTP/2");
        assertThat(json.readTree(lines.getFirst()).path("responseBytes").asInt())
                .isEqualTo(5);
        assertThat(json.readTree(lines.getLast()).path("scheme").asText()).isEqualTo("http");
    }

    @Test
    void endsAConnectionThatIsNotHttp2AfterAll() throws IOException {
        try (Http2Client client = Http2Client.silent(edge.securePort())) {
            client.frames("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.end()).isEqualTo(Http2Client.PROTOCOL_ERROR);
        }
        assertThatThrownBy(() -> {
                    try (Http2Client client = Http2Client.open(edge.securePort())) {
                        client.frame(Http2Client.DATA, 0, 0, new byte[1]);
                        while (true) {
                            client.next();
                        }
                    }
                })
                .isInstanceOf(IOException.class);
    }
}
