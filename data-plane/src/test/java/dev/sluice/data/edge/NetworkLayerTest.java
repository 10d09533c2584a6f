package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.pipeline.VpcEndpoint;
import dev.sluice.data.stage.Lookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "domains-and-endpoints 9: endpoints that a network layer tells by PROXY v2, TLV 0xEA, from trusted ranges alone")
class NetworkLayerTest {
    private static final List<VpcEndpoint> ENDPOINTS =
            List.of(new VpcEndpoint("vpce-1", "vpc-1", null, null), new VpcEndpoint("vpce-2", "vpc-2", null, null));
    /** Of the internet's side; a private network may have the same addresses. */
    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8", "127.0.0.0/8"));

    private static final PrivateListener LAYERED = behind("127.0.0.0/8", false);
    private static final PrivateListener LAYERED_TLS = behind("127.0.0.0/8", true);
    private static final PrivateListener OF_OTHERS = behind("10.0.0.0/8", false);

    private EdgeFixture edge;
    private Gateway gateway;

    private static PrivateListener behind(String range, boolean secure) {
        return PrivateListener.behind(TrustedProxies.of(List.of(range)), "127.0.0.1", 0, secure, ENDPOINTS);
    }

    private static EdgeLimits hasty() {
        EdgeLimits usual = EdgeLimits.defaults();
        return new EdgeLimits(
                usual.targetBytes(),
                usual.headerLines(),
                usual.headerValueBytes(),
                usual.bodyBytes(),
                Duration.ofMillis(400),
                usual.bodyRateGrace(),
                usual.bodyBytesPerSecond(),
                usual.writeStall(),
                usual.idleTime(),
                usual.requestsPerConnection());
    }

    @BeforeEach
    void start() throws IOException {
        start(EdgeLimits.defaults());
    }

    private void start(EdgeLimits limits) throws IOException {
        edge = EdgeFixture.privately(WatchedLoops.start(2), limits, PROXIES, LAYERED, LAYERED_TLS, OF_OTHERS);
        gateway = new Gateway(edge.loops());
        String inFirst = "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"},\"IpAddress\":{\"aws:VpcSourceIp\":"
                + "[\"10.1.2.3\",\"fd00::/8\"]}";
        var draft = StageDraft.stage("prod")
                .privately()
                .policy(Policies.of(Policies.allow("execute-api:/*", inFirst)))
                .of("123456789012", EdgeFixture.API)
                .method(
                        "GET",
                        "/where",
                        MethodDraft.mock("{\"statusCode\":200}")
                                .response("200", "")
                                .responseTemplate(
                                        "200",
                                        "application/json",
                                        "$context.identity.vpceId $context.identity.sourceIp"));
        edge.stage(EdgeFixture.API, "prod", new Lookup.Found(gateway.compile(draft.snapshot())));
    }

    @AfterEach
    void stop() {
        gateway.close();
        edge.close();
    }

    /** A header of version 2 for TCP over IPv4 or IPv6, whose TLVs are of these types and values. */
    private static byte[] header(int command, String source, int destinationPort, Object... typesAndValues) {
        try {
            byte[] from = InetAddress.ofLiteral(source).getAddress();
            var rest = new ByteArrayOutputStream();
            rest.write(from);
            rest.write(InetAddress.ofLiteral(from.length == 4 ? "10.9.9.9" : "fd00::9")
                    .getAddress());
            rest.write(new byte[] {(byte) 0xC0, 1, (byte) (destinationPort >> 8), (byte) destinationPort});
            for (int at = 0; at < typesAndValues.length; at += 2) {
                byte[] value = ((String) typesAndValues[at + 1]).getBytes(StandardCharsets.ISO_8859_1);
                rest.write(new byte[] {
                    ((Integer) typesAndValues[at]).byteValue(), (byte) (value.length >> 8), (byte) value.length
                });
                rest.write(value);
            }
            var whole = new ByteArrayOutputStream();
            whole.write("\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.ISO_8859_1));
            whole.write(new byte[] {
                (byte) (0x20 | command),
                (byte) (from.length == 4 ? 0x11 : 0x21),
                (byte) (rest.size() >> 8),
                (byte) rest.size()
            });
            whole.write(rest.toByteArray());
            return whole.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] header(String source, String endpoint) {
        return header(1, source, 443, 0xEA, "\u0001" + endpoint, 0x04, "padding");
    }

    private static String call() {
        return "GET /prod/where HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n";
    }

    private RawClient client() throws IOException {
        return new RawClient(edge.port(LAYERED));
    }

    private void assertEnded(byte[] beginning) throws IOException {
        try (RawClient client = client()) {
            client.send(beginning).sendAnyway(call().getBytes(StandardCharsets.US_ASCII));
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "fd00:0:0:0:0:0:0:7"})
    void theHeaderTellsEndpointAndClient(String source) throws IOException {
        try (RawClient client = client()) {
            client.send(header(source, "vpce-1"));
            assertThat(client.send(call()).reply().body()).isEqualTo("vpce-1 " + source);
            assertThat(client.send(call()).reply().body()).isEqualTo("vpce-1 " + source);
        }
    }

    @Test
    void theHeaderMayComeInPiecesAndWithTheFirstCall() throws IOException {
        byte[] header = header("10.1.2.3", "vpce-1");
        byte[] call = call().getBytes(StandardCharsets.US_ASCII);
        byte[] both = new byte[header.length + call.length];
        System.arraycopy(header, 0, both, 0, header.length);
        System.arraycopy(call, 0, both, header.length, call.length);

        for (int cut : new int[] {1, 13, header.length - 1, header.length + 5, both.length}) {
            try (RawClient client = client()) {
                client.send(Arrays.copyOf(both, cut));
                client.send(Arrays.copyOfRange(both, cut, both.length));
                assertThat(client.reply().body()).isEqualTo("vpce-1 10.1.2.3");
            }
        }
    }

    @Test
    @DisplayName(
            "domains-and-endpoints 8, security-requirements 24: no client tells its own address in a private network")
    void aClientIsNoProxyOfTheInternets() throws IOException {
        String forged = call().replace("Host: ", "X-Forwarded-For: 10.7.7.7\r\nHost: ");
        try (RawClient client = client()) {
            client.send(header("10.1.2.3", "vpce-1"));
            assertThat(client.send(forged).reply().body()).isEqualTo("vpce-1 10.1.2.3");
        }
    }

    @Test
    void anotherEndpointOfTheSameSocketIsRefusedByThePolicy() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.send(header("10.1.2.3", "vpce-2"))
                            .send(call())
                            .reply()
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void theHandshakeFollowsTheHeader() throws IOException {
        var plain = new Socket(InetAddress.getLoopbackAddress(), edge.port(LAYERED_TLS));
        plain.setSoTimeout(60_000);
        plain.getOutputStream().write(header("10.1.2.3", "vpce-1"));
        try (var socket = (SSLSocket)
                        SecureClient.CONTEXT.getSocketFactory().createSocket(plain, "localhost", 443, true);
                var client = new RawClient(socket)) {
            assertThat(client.send(call()).reply().body()).isEqualTo("vpce-1 10.1.2.3");
        }
    }

    @Test
    void endsWhatBeginsInAnotherWay() throws IOException {
        assertEnded(call().getBytes(StandardCharsets.US_ASCII));
        assertEnded("PROXY TCP4 10.1.2.3 10.9.9.9 50000 443\r\n".getBytes(StandardCharsets.US_ASCII));
        assertEnded(header("10.1.2.3", "vpce-3"));
        assertEnded(header(0, "10.1.2.3", 443, 0xEA, "\u0001vpce-1"));
        assertEnded(header(1, "10.1.2.3", 443));
        assertEnded(header(1, "10.1.2.3", 443, 0xEA, "\u0002vpce-1"));
        assertEnded(header(1, "10.1.2.3", 443, 0xEB, "\u0001vpce-1"));
        assertEnded(header(1, "10.1.2.3", 443, 0xEA, "\u0001vpce-1", 0xEA, "\u0001vpce-2"));
        assertEnded(header(1, "10.1.2.3", 443, 0xEA, "\u0001vpce-1", 0x05, "x".repeat(2_000)));
    }

    @Test
    void waitsForAHeaderAsLongAsForAHead() throws IOException {
        // given
        stop();
        start(hasty());
        try (RawClient silent = client();
                RawClient slow = client()) {
            slow.send(new byte[] {'\r', '\n'});
            assertThat(silent.isEnded()).isTrue();
            assertThat(slow.isEnded()).isTrue();
        }
    }

    @Test
    void believesNobodyElse() throws IOException {
        try (RawClient client = new RawClient(edge.port(OF_OTHERS))) {
            client.sendAnyway(header("10.1.2.3", "vpce-1")).sendAnyway(call().getBytes(StandardCharsets.US_ASCII));
            assertThat(client.isEnded()).isTrue();
        }
        try (RawClient client = edge.client()) {
            // security-requirements 19: on a public listener such a header is no request.
            assertThat(client.send(header("10.1.2.3", "vpce-1")).reply().status())
                    .isEqualTo(400);
        }
    }
}
