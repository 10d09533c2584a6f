package dev.sluice.data.boot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.MethodResponseSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolFolder;
import dev.sluice.data.sync.spool.SpoolLimits;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.fixtures.Await;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built node as operators run it. */
@Timeout(180)
class NodeIT {
    private static final int SIGTERM_EXIT = 143;

    @TempDir
    private Path temp;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void makeKeys() {
        KeyFile.createSymmetric(temp.resolve("cell.key"));
        KeyFile.createSigningPair(temp.resolve("signing.key"), temp.resolve("signing.pub"));
        settings.put("sluice.keys.cell.file", temp.resolve("cell.key").toString());
        settings.put(
                "sluice.keys.signing-public.file", temp.resolve("signing.pub").toString());
        settings.put("sluice.node.spool", temp.resolve("spool").toString());
        settings.put("sluice.node.traffic.port", "0");
        settings.put("sluice.node.tls.port", "0");
        settings.put("sluice.node.management.port", "0");
        settings.put("sluice.node.drain-grace", "3S");
    }

    @Test
    void servesFromItsSpoolWithEverythingElseAbsent() {
        fillSpool();

        try (var node = NodeProcess.start(settings)) {
            Await.until(
                    "the node is ready",
                    () -> node.management("/q/health/ready").statusCode() == 200);

            assertThat(node.traffic("/_aws/execute-api/a1b2c3d4e5/prod/pets").asString())
                    .isEqualTo("from the spool");
            assertThat(node.traffic("/_aws/execute-api/a1b2c3d4e5/other/pets").statusCode())
                    .isEqualTo(403);
            assertThat(node.management("/q/metrics").asString())
                    .contains("sluice_stages 1.0", "sluice_latency_seconds_bucket", "sluice_configuration_age_seconds");
        }
    }

    @Test
    void servesOverTlsWithACertificateThatItMadeAndKept() throws Exception {
        fillSpool();
        X509Certificate first = overTls();

        assertThat(overTls()).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(temp.resolve("spool/tls/tls.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void servesPrivateApisThroughTheVpcEndpointsOfItsSettings() {
        String policy = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\","
                + "\"Resource\":\"execute-api:/*\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-blue\"}}}}";
        fillSpool(new ApiSnapshot(
                "pets",
                false,
                List.of(),
                null,
                Map.of(),
                List.of(),
                List.of(),
                null,
                policy,
                List.of(),
                ApiSnapshot.PRIVATE,
                List.of()));
        for (String name : List.of("blue", "green")) {
            settings.put("sluice.node.vpc-endpoints." + name + ".id", "vpce-" + name);
            settings.put("sluice.node.vpc-endpoints." + name + ".vpc", "vpc-1");
            settings.put("sluice.node.vpc-endpoints." + name + ".port", "0");
        }

        try (var node = NodeProcess.start(settings)) {
            assertThat(privately(node, "vpce-blue").asString()).isEqualTo("from the spool");
            assertThat(privately(node, "vpce-green").asString()).contains("no resource-based policy allows");
            assertThat(node.traffic("/_aws/execute-api/a1b2c3d4e5/prod/pets").asString())
                    .isEqualTo("{\"message\":\"Forbidden\"}");
        }
    }

    private static Response privately(NodeProcess node, String endpoint) {
        int port = Integer.parseInt(node.process().awaitLine("endpoints=" + endpoint + " .*port=(\\d+) scheme=http"));
        return RestAssured.given()
                .port(port)
                .header("Host", "a1b2c3d4e5.execute-api.localhost")
                .get("/prod/pets");
    }

    @Test
    void refusesToStartWithHalfAVpcEndpoint() {
        settings.put("sluice.node.vpc-endpoints.blue.id", "vpce-blue");

        assertRefused("The setting sluice.node.vpc-endpoints.blue.vpc is missing: every VPC endpoint has one");
    }

    /** Starts a node and calls it over HTTP/2; the certificate that it showed. */
    private X509Certificate overTls() throws Exception {
        try (var node = NodeProcess.start(settings);
                var client = HttpClient.newBuilder()
                        .sslContext(trusting(temp.resolve("spool/tls/tls.crt"), node))
                        .version(HttpClient.Version.HTTP_2)
                        .build()) {
            var address = "https://localhost:" + node.tlsPort() + "/_aws/execute-api/a1b2c3d4e5/prod/pets";
            var reply = client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
            assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(reply.body()).isEqualTo("from the spool");
            assertThat(node.process().lines())
                    .anyMatch(line -> line.contains("listens for TLS") && line.contains("implementation="));
            return (X509Certificate) reply.sslSession().orElseThrow().getPeerCertificates()[0];
        }
    }

    @Test
    void nodesThatShareAFolderShowOneCertificate() throws Exception {
        settings.put("sluice.node.tls.folder", temp.resolve("tls").toString());
        var others = new HashMap<>(settings);
        others.put("sluice.node.spool", temp.resolve("other").toString());

        try (var one = NodeProcess.start(settings);
                var other = NodeProcess.start(others)) {
            assertThat(shownBy(one)).isEqualTo(shownBy(other));
        }
    }

    private X509Certificate shownBy(NodeProcess node) throws Exception {
        int port = node.tlsPort();
        SSLContext context = trusting(temp.resolve("tls/tls.crt"), node);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLContext trusting(Path certificate, NodeProcess running) throws Exception {
        assertThat(running.tlsPort()).isPositive();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "node", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void refusesToStartWithoutTheCertificateThatItWasPromised() {
        settings.put(
                "sluice.node.tls.certificate-file", temp.resolve("none.crt").toString());
        settings.put("sluice.node.tls.key-file", temp.resolve("none.key").toString());

        assertRefused("none.crt of the setting sluice.node.tls.certificate-file cannot be read.");
    }

    @Test
    void answers503BeforeItHasAnyConfiguration() {
        try (var node = NodeProcess.start(settings)) {
            assertThat(node.traffic("/_aws/execute-api/a1b2c3d4e5/prod/pets").statusCode())
                    .isEqualTo(503);
            assertThat(node.management("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(node.management("/q/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNotReadyWhileItDrains() throws IOException {
        settings.put("sluice.node.drain-grace", "60S"); // as long as the call under way lasts
        fillSpool();
        try (var node = NodeProcess.start(settings)) {
            Await.until(
                    "the node is ready",
                    () -> node.management("/q/health/ready").statusCode() == 200);
            try (var client = new Socket(InetAddress.getLoopbackAddress(), node.trafficPort())) {
                client.getOutputStream().write("GET /half HTTP/1.1\r\nHost: a".getBytes(US_ASCII));

                node.process().terminate();

                Await.until(
                        "it is not ready",
                        () -> node.management("/q/health/ready").statusCode() == 503);
            }
            assertStops(node);
        }
    }

    @Test
    void endsWithinTheGrace() throws IOException {
        fillSpool();
        try (var node = NodeProcess.start(settings)) {
            Await.until(
                    "the node is ready",
                    () -> node.management("/q/health/ready").statusCode() == 200);
            try (var client = new Socket(InetAddress.getLoopbackAddress(), node.trafficPort())) {
                client.getOutputStream().write("GET /half HTTP/1.1\r\nHost: a".getBytes(US_ASCII));

                node.process().terminate();

                assertStops(node);
            }
        }
    }

    private static void assertStops(NodeProcess node) {
        assertThat(node.process().awaitExit()).isEqualTo(SIGTERM_EXIT);
        assertThat(node.process().lines()).anyMatch(line -> line.contains("The node has stopped."));
    }

    @Test
    void refusesToStartWithoutTheCellKey() {
        settings.remove("sluice.keys.cell.file");

        assertRefused("The setting sluice.keys.cell.file is missing");
    }

    @Test
    void refusesToStartWithoutASpoolOfItsOwn() {
        try (var _ = SpoolFolder.open(temp.resolve("spool"))) {
            assertRefused("is in use by another node");
        } catch (IOException e) {
            throw new AssertionError("the folder cannot be closed", e);
        }
    }

    @Test
    void refusesToStartOnATakenPort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("sluice.node.traffic.port", Integer.toString(taken.getLocalPort()));

            assertRefused("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void refusesToStartOnATakenManagementPort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("sluice.node.management.port", Integer.toString(taken.getLocalPort()));

            assertRefused("The node cannot listen on 127.0.0.1:" + taken.getLocalPort() + " for health and metrics");
        }
    }

    @Test
    void logsOneJsonObjectALine() {
        try (var node = NodeProcess.start(settings)) {
            assertThat(node.management("/q/health/live").statusCode()).isEqualTo(200);
            assertThat(node.process().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
    }

    private void assertRefused(String sentence) {
        try (var node = NodeProcess.start(settings)) {
            assertThat(node.process().awaitExit()).isEqualTo(1);
            assertThat(node.process().lines())
                    .last()
                    .asString()
                    .contains(sentence)
                    .doesNotStartWith("{");
            assertThat(node.process().lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private void fillSpool() {
        fillSpool(new ApiSnapshot(
                "pets", false, List.of(), null, Map.of(), List.of(), List.of(), null, null, List.of(), null,
                List.of()));
    }

    private void fillSpool(ApiSnapshot api) {
        var cell = new Envelope(KeyFile.read(temp.resolve("cell.key")));
        var writer = new RecordWriter(new RecordSigner(KeyFile.read(temp.resolve("signing.key"))), cell);
        var key = new StageKey("100000000001", "a1b2c3d4e5", "prod");
        byte[] value = writer.write("sluice.stages.v1", key.text(), stage(key, api));
        var folder = SpoolFolder.open(temp.resolve("spool"));
        try (var spool = Spool.open(folder, "0.1.0", 12, SpoolLimits.DEFAULT)) {
            spool.keep(SpoolTopic.STAGES, 1, key.text(), 5, false, value);
            spool.markSynced();
        }
    }

    private static StageSnapshot stage(StageKey key, ApiSnapshot settings) {
        var answer =
                new IntegrationResponseSnapshot(null, Map.of(), Map.of("application/json", "from the spool"), null);
        var mock = new IntegrationSnapshot(
                "MOCK",
                null,
                null,
                Map.of(),
                Map.of("application/json", "{\"statusCode\": 200}"),
                "WHEN_NO_MATCH",
                null,
                29_000,
                false,
                Map.of("200", answer),
                null,
                null,
                null,
                null);
        var method = new MethodSnapshot(
                "NONE",
                false,
                null,
                Map.of(),
                null,
                Map.of("200", new MethodResponseSnapshot(Map.of())),
                mock,
                null,
                List.of());
        var pets = new ResourceSnapshot("abc123", "/pets", Map.of("GET", method));
        return new StageSnapshot(
                StageSnapshot.formatVersion(settings),
                key,
                5,
                "dep123",
                settings,
                List.of(pets),
                Map.of(),
                List.of(),
                List.of(),
                null,
                false);
    }
}
