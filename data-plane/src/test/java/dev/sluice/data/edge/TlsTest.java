package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.edge.SecureClient.Offer;
import dev.sluice.data.fixtures.TestAuthority;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.fixtures.Await;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 31: TLS 1.2 and 1.3, authenticated and ephemeral")
class TlsTest {
    private final EdgeFixture edge = EdgeFixture.secure()
            .route("GET", "/show", TestSteps::show)
            .route("GET", "/secure", TestSteps::secure)
            .route("POST", "/count", TestSteps::count)
            .route("GET", "/cut", TestSteps.body(TestSteps.sliced(-1, 10, 2, new Failure.IntegrationUnreachable("x"))))
            .deployed();

    TlsTest() throws IOException {}

    @AfterEach
    void close() {
        edge.close();
    }

    private RawReply call(Offer offer, String request) throws IOException {
        try (SSLSocket socket = SecureClient.connect(edge.securePort(), offer)) {
            return new RawClient(socket).send(request).reply();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void servesHttp11(String protocol) throws IOException {
        // given
        var offer = new Offer(EdgeFixture.HOST, List.of(protocol), List.of(), List.of("http/1.1"));

        // when
        RawReply reply = call(offer, EdgeFixture.get("/secure"));

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("secure=true port=" + edge.securePort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void refusesOldProtocols(String protocol) {
        assertThatThrownBy(() -> OldClient.shake(edge.securePort(), protocol)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
            })
    void refusesOtherCiphers(String cipher) {
        // given
        var offer = new Offer(EdgeFixture.HOST, List.of("TLSv1.2"), List.of(cipher), List.of());

        // then
        assertThatThrownBy(() -> SecureClient.connect(edge.securePort(), offer)).isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
            })
    void takesTheCiphersOfTheFloor(String cipher) {
        // given
        var offer = new Offer(EdgeFixture.HOST, List.of("TLSv1.2"), List.of(cipher), List.of());

        // then
        assertThatCode(() -> SecureClient.connect(edge.securePort(), offer).close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"'h2,http/1.1', h2", "'http/1.1,h2', h2", "'http/1.1', http/1.1", "'', ''", "'spdy/3', ''"})
    void agreesOnAProtocol(String offered, String agreed) throws IOException {
        // given
        String[] alpn = offered.isEmpty() ? new String[0] : offered.split(",", -1);

        // when
        try (SSLSocket socket = SecureClient.connect(edge.securePort(), Offer.of(EdgeFixture.HOST, alpn))) {
            // then
            assertThat(socket.getApplicationProtocol()).isEqualTo(agreed);
        }
    }

    @Test
    @DisplayName("security-requirements 23: HTTP/2 without TLS is off")
    void knowsNoHttp2InTheClear() throws IOException {
        try (RawClient client = edge.client()) {
            assertThat(client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").reply().status())
                    .isEqualTo(400);
        }
        String upgrade = EdgeFixture.head("GET", "/secure")
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n";
        assertThat(edge.call(upgrade).body()).startsWith("secure=false");
    }

    @Test
    void speaksNoHttp2ToAClientThatAgreedOnHttp11() throws IOException {
        // when
        RawReply reply = call(Offer.of(EdgeFixture.HOST, "http/1.1"), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        // then
        assertThat(reply.status()).isEqualTo(400);
    }

    static Stream<String> coveredHosts() {
        return Stream.of(
                EdgeFixture.HOST,
                EdgeFixture.HOST.toUpperCase(Locale.ROOT) + ":8443",
                EdgeFixture.HOST + ".",
                "other12345.execute-api.us-east-1.localhost",
                "localhost",
                "127.0.0.1:8443");
    }

    @ParameterizedTest
    @MethodSource("coveredHosts")
    void servesEveryHostOfTheCertificate(String host) throws IOException {
        // when
        RawReply reply = call(Offer.of(EdgeFixture.HOST), "GET /ping HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

        // then
        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "a.b.execute-api.localhost",
                "execute-api.localhost",
                "127.0.0.2",
                "[::1]",
                "localhost.example.com"
            })
    @DisplayName("domains-and-endpoints 2.5: 421 for a host that the certificate does not cover")
    void sendsAwayHostsOfAnotherCertificate(String host) throws IOException {
        // when
        RawReply reply = call(Offer.of(EdgeFixture.HOST), "GET /prod HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

        // then
        assertThat(reply.status()).isEqualTo(421);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Misdirected Request\"}");
        assertThat(reply.field("x-amzn-ErrorType")).isEqualTo("MisdirectedRequestException");
        assertThat(reply.field("Connection")).isEqualTo("close");
    }

    @Test
    void toleratesAnyHostOfAClientThatAskedForNoName() throws IOException {
        assertThat(call(Offer.of(null), "GET /prod HTTP/1.1\r\nHost: example.com\r\n\r\n")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void showsTheOneCertificateToUnknownNames() throws IOException {
        // given
        try (SSLSocket socket = SecureClient.connect(edge.securePort(), Offer.of("example.com"))) {
            // then
            assertThat(socket.getSession().getPeerCertificates()[0])
                    .isEqualTo(SecureClient.CERTIFICATE.chain().getFirst());
        }
    }

    @Test
    void refusesToShakeHandsAgain() throws IOException {
        // The JDK reads its setting once, so that a handshake of another test may have come first.
        assumeTrue(OpenSsl.isAvailable());

        // given
        var offer = new Offer(EdgeFixture.HOST, List.of("TLSv1.2"), List.of(), List.of());
        try (SSLSocket socket = SecureClient.connect(edge.securePort(), offer)) {
            RawClient client = new RawClient(socket).send(EdgeFixture.get("/secure"));
            assertThat(client.reply().status()).isEqualTo(200);

            // then
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        client.send(EdgeFixture.get("/secure")).reply();
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void closesAfterTheLastReplyWithinTheProtocol() throws IOException {
        // given
        String last = EdgeFixture.head("GET", "/secure") + "Connection: close\r\n\r\n";
        try (SSLSocket socket = SecureClient.connect(edge.securePort(), Offer.of(EdgeFixture.HOST))) {
            RawClient client = new RawClient(socket).send(last);

            // then
            assertThat(client.reply().field("Connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void answersATooLargeBodySoThatItsSenderSeesIt() throws IOException {
        // given
        String head = EdgeFixture.head("POST", "/count") + "Content-Length: 20971520\r\n\r\n";
        try (SSLSocket socket = SecureClient.connect(edge.securePort(), Offer.of(EdgeFixture.HOST))) {
            // when
            RawClient client = new RawClient(socket).send(head).sendAnyway(new byte[2_000_000]);

            // then
            assertThat(client.reply().status()).isEqualTo(413);
        }
    }

    @Test
    @DisplayName("a body that only the end of the connection ends is cut without a proper end")
    void cutsABodyVisibly() throws IOException {
        // given
        String request = "GET /prod/cut HTTP/1.0\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n";
        try (SSLSocket socket = SecureClient.connect(edge.securePort(), Offer.of(EdgeFixture.HOST))) {
            RawClient client = new RawClient(socket).send(request);

            // then
            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        }
    }

    @Test
    void servesOthersWhileSomeSpeakNonsense() throws IOException {
        // when
        for (String nonsense : List.of(
                "GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u00ff\u00ff", "\u0080\u0080\u0080\u0080\u0080\u0080")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.securePort())) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                assertThat(new RawClient(socket).isEnded()).isTrue();
            }
        }

        // then
        assertThat(call(Offer.of(EdgeFixture.HOST), EdgeFixture.get("/secure")).status())
                .isEqualTo(200);
        Await.until(
                "the handshakes are counted",
                () -> edge.telemetry().snapshot().handshakes().getOrDefault("failed", 0L) >= 2);
        Await.until(
                "every connection is given back",
                () -> edge.telemetry().snapshot().openConnections() == 0);
    }

    @Test
    @DisplayName("security-requirements 26: a handshake has its time")
    void endsAHandshakeThatTakesTooLong() throws IOException {
        // given
        var tls = new EdgeFixture.Tls(
                EdgeTls.of(SecureClient.CERTIFICATE), Duration.ofMillis(300), Http2Limits.defaults());
        try (EdgeFixture quick = EdgeFixture.secure(tls, limits -> limits);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), quick.securePort());
                Socket half = new Socket(InetAddress.getLoopbackAddress(), quick.securePort())) {
            silent.setSoTimeout(60_000);
            half.setSoTimeout(60_000);

            // when
            half.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});

            // then
            assertThat(new RawClient(silent).isEnded()).isTrue();
            assertThat(new RawClient(half).isEnded()).isTrue();
        }
    }

    @Test
    @DisplayName("security-requirements 26: handshakes of one source are limited more than its connections")
    void limitsTheHandshakesOfASource() throws IOException {
        // given
        var sources = new SourceLimits.Settings(100, 100, 100, 2, TrustedProxies.NONE);
        try (EdgeFixture few = EdgeFixture.secure(EdgeFixture.Tls.usual(), limits -> limits, sources)
                .route("GET", "/secure", TestSteps::secure)
                .deployed()) {
            // when
            AtomicInteger shaken = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            for (int round = 0; round < 25 && refused.get() == 0; round++) {
                shakeAtOnce(8, few.securePort(), shaken, refused);
            }

            // then
            assertThat(refused).hasPositiveValue();
            assertThat(shaken).hasValueGreaterThanOrEqualTo(2);
            assertThat(few.call(EdgeFixture.get("/secure")).status()).isEqualTo(200);
        }
    }

    /** So many that they begin in one second, however slow the machine is. */
    private static void shakeAtOnce(int count, int port, AtomicInteger shaken, AtomicInteger refused) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < count; index++) {
                threads.execute(() -> {
                    try (SSLSocket _ = SecureClient.connect(port, Offer.of(EdgeFixture.HOST))) {
                        shaken.incrementAndGet();
                    } catch (IOException _) {
                        refused.incrementAndGet();
                    }
                });
            }
        }
    }

    @Test
    void showsAnotherCertificateFromTheNextHandshakeOn() throws IOException {
        // given
        EdgeTls handshakes = EdgeTls.of(SecureClient.CERTIFICATE);
        ServerCertificate next = SecureClient.AUTHORITY.certify("localhost");
        var tls = new EdgeFixture.Tls(handshakes, Duration.ofSeconds(10), Http2Limits.defaults());
        try (EdgeFixture replaced = EdgeFixture.secure(tls, limits -> limits);
                SSLSocket before = SecureClient.connect(replaced.securePort(), Offer.of("localhost"))) {
            String ping = "GET /ping HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n";
            RawClient old = new RawClient(before);

            // when
            for (int count = 0; count < 5; count++) {
                handshakes.replace(count % 2 == 0 ? next : SecureClient.CERTIFICATE);
            }

            // then
            try (SSLSocket after = SecureClient.connect(replaced.securePort(), Offer.of("localhost"))) {
                assertThat(after.getSession().getPeerCertificates()[0])
                        .isEqualTo(next.chain().getFirst());
                assertThat(new RawClient(after).send(ping).reply().status()).isEqualTo(421);
            }
            assertThat(old.send(ping).reply().status()).isEqualTo(200);
        }
    }

    static Stream<SslProvider> providers() {
        return OpenSsl.isAvailable()
                ? Stream.of(SslProvider.JDK, SslProvider.OPENSSL_REFCNT)
                : Stream.of(SslProvider.JDK);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void servesByEveryImplementationAtHand(SslProvider provider) throws IOException {
        // given
        var tls = new EdgeFixture.Tls(
                EdgeTls.of(SecureClient.CERTIFICATE, provider), Duration.ofSeconds(10), Http2Limits.defaults());
        try (EdgeFixture other = EdgeFixture.secure(tls, limits -> limits)
                        .route("GET", "/secure", TestSteps::secure)
                        .deployed();
                Http2Client client = Http2Client.open(other.securePort())) {
            // then
            assertThat(client.get(1, "/secure").reply(1).text()).isEqualTo("secure=true port=" + other.securePort());
            try (SSLSocket old = SecureClient.connect(
                    other.securePort(),
                    new Offer(EdgeFixture.HOST, List.of("TLSv1.2"), List.of(), List.of("http/1.1")))) {
                assertThat(new RawClient(old)
                                .send(EdgeFixture.get("/secure"))
                                .reply()
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        // given
        ServerCertificate other = new TestAuthority("other").certify("localhost");
        var mixed = new ServerCertificate(other.key(), SecureClient.CERTIFICATE.chain());

        // then
        assertThat(mixed.toString()).doesNotContain("key");
        assertThatThrownBy(() -> {
                    var tls = new EdgeFixture.Tls(EdgeTls.of(mixed), Duration.ofSeconds(2), Http2Limits.defaults());
                    try (EdgeFixture broken = EdgeFixture.secure(tls, limits -> limits)) {
                        SecureClient.connect(broken.securePort(), Offer.of("localhost"))
                                .close();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    /** Offers one old protocol in a greeting of its own making, since the JDK does not. */
    private static final class OldClient {
        private static final int ALERT = 21;

        static void shake(int port, String protocol) throws IOException {
            byte minor = (byte) (protocol.equals("TLSv1") ? 1 : 2);
            ByteBuffer greeting = ByteBuffer.allocate(50);
            greeting.put(HexFormat.of().parseHex("160301002d" + "01000029" + "03"))
                    .put(minor);
            for (int octet = 1; octet <= 32; octet++) {
                greeting.put((byte) octet); // the random value
            }
            greeting.put(HexFormat.of().parseHex("00" + "0002c009" + "0100"));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(greeting.array(), 0, greeting.position());
                int answer = socket.getInputStream().read();
                if (answer == ALERT || answer < 0) {
                    throw new IOException("refused");
                }
            }
        }
    }
}
