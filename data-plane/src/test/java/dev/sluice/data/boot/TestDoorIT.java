package dev.sluice.data.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.calls.CallSigner;
import dev.sluice.contracts.calls.CallVerifier;
import dev.sluice.contracts.calls.SignedCall;
import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.fixtures.Await;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The internal call of the built node: signed, fresh, for this run, and only so many at a time (design 5). */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestDoorIT {
    @TempDir
    static Path temp;

    private KeyFile cell;
    private CallSigner signer;
    private RecordWriter writer;
    private NodeProcess node;
    private String boot;

    @BeforeAll
    void start() {
        cell = KeyFile.createSymmetric(temp.resolve("cell.key"));
        signer = new CallSigner(cell);
        KeyFile.createSigningPair(temp.resolve("signing.key"), temp.resolve("signing.pub"));
        Map<String, String> settings = new HashMap<>();
        settings.put("sluice.keys.cell.file", temp.resolve("cell.key").toString());
        settings.put(
                "sluice.keys.signing-public.file", temp.resolve("signing.pub").toString());
        settings.put("sluice.node.spool", temp.resolve("spool").toString());
        settings.put("sluice.node.traffic.port", "0");
        settings.put("sluice.node.tls.port", "0");
        settings.put("sluice.node.management.port", "0");
        settings.put("sluice.node.test-invocations", "8");
        settings.put("sluice.origins.allow", "127.0.0.0/8");
        writer = new RecordWriter(new RecordSigner(KeyFile.read(temp.resolve("signing.key"))), new Envelope(cell));
        node = NodeProcess.start(settings);
        boot = node.process().awaitLine("The node runs.*boot=([0-9a-f]+)");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void runsAMethodAndSealsTheAnswerForTheCall() throws RecordRefused {
        // given
        byte[] body = record(mock("111122223333"), boot);
        SignedCall call = signer.sign("POST", path(), body, Instant.now());

        // when
        Response response = post(path(), call.header(), body);

        // then
        var answers = new NodeMessages(new Envelope(cell), TestAnswer.MAX_SEALED_BYTES);
        assertThat(response.statusCode()).isEqualTo(200);
        TestAnswer answer = answers.read(TestAnswer.PLACE, call.nonce(), response.asByteArray(), TestAnswer.class);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("tried");
    }

    @Test
    void refusesACallThatIsNotSignedOrSignedOtherwise() throws IOException {
        // given
        byte[] body = record(mock("111122223333"), boot);
        KeyFile foreign = KeyFile.createSymmetric(temp.resolve("foreign.key"));
        String otherKey = new CallSigner(foreign)
                .sign("POST", path(), body, Instant.now())
                .header();
        String otherPath =
                signer.sign("POST", path() + "x", body, Instant.now()).header();
        String otherBody =
                signer.sign("POST", path(), new byte[] {1}, Instant.now()).header();

        // when, then
        assertThat(post(path(), null, body).statusCode()).isEqualTo(403);
        assertThat(post(path(), "nonsense", body).statusCode()).isEqualTo(403);
        assertThat(post(path(), otherKey, body).statusCode()).isEqualTo(403);
        assertThat(post(path(), otherPath, body).statusCode()).isEqualTo(403);
        assertThat(post(path(), otherBody, body).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesARepeatedAndAnOldCall() {
        // given
        byte[] body = record(mock("111122223333"), boot);
        String header = signer.sign("POST", path(), body, Instant.now()).header();
        Instant before = Instant.now().minus(CallVerifier.WINDOW).minusSeconds(1);
        String old = signer.sign("POST", path(), body, before).header();

        // when
        Response first = post(path(), header, body);
        Response second = post(path(), header, body);

        // then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(post(path(), old, body).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesACallForAnotherRunOfTheNode() {
        // given
        String other = TestInvocation.PATH + "0".repeat(boot.length());
        byte[] body = record(mock("111122223333"), "0".repeat(boot.length()));

        // when
        Response otherRun =
                post(other, signer.sign("POST", other, body, Instant.now()).header(), body);
        Response otherRecord = call(body);

        // then
        assertThat(otherRun.statusCode()).isEqualTo(404);
        assertThat(otherRecord.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesASnapshotThatTheControlPlaneDidNotSign() {
        // security-requirements 17
        // given
        KeyFile.createSigningPair(temp.resolve("forged.key"), temp.resolve("forged.pub"));
        var forger = new RecordWriter(new RecordSigner(KeyFile.read(temp.resolve("forged.key"))), new Envelope(cell));
        byte[] forged = forger.write(TestInvocation.PLACE, boot, mock("111122223333"));

        // when, then
        assertThat(call(forged).statusCode()).isEqualTo(400);
        assertThat(call(new byte[] {1, 2, 3}).statusCode()).isEqualTo(400);
    }

    @Test
    void runsOnlySoManyOfATenantAndInAllAtATime() throws IOException, InterruptedException {
        var release = new CountDownLatch(1);
        try (var origin = RawOrigin.running(connection -> {
            while (connection.readRequest()) {
                release.await();
                connection.write(RawOrigin.ok("late"));
            }
        })) {
            // given
            List<CompletableFuture<Response>> running = new ArrayList<>();
            for (int tenant = 0; tenant < 3; tenant++) {
                hold(running, origin, "11112222333" + tenant);
                hold(running, origin, "11112222333" + tenant);
            }

            // when
            Response thirdOfATenant = call(record(mock("111122223330"), boot));
            hold(running, origin, "111122223334");
            hold(running, origin, "111122223334");
            Response ninth = call(record(mock("111122223335"), boot));
            release.countDown();

            // then
            assertThat(thirdOfATenant.statusCode()).isEqualTo(429);
            assertThat(ninth.statusCode()).isEqualTo(503);
            assertThat(running)
                    .allSatisfy(held -> assertThat(held.join().statusCode()).isEqualTo(200));
            assertThat(call(record(mock("111122223330"), boot)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesABodyThatComesAfterTheHead() throws IOException, InterruptedException {
        // given
        byte[] body = record(mock("111122223336"), boot);
        try (var socket = opened(body)) {
            // when: the pause keeps head and body in segments of their own
            Thread.sleep(100);
            socket.getOutputStream().write(body);

            // then
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void endsACallWhoseBodyDoesNotCome() throws IOException {
        // given
        byte[] body = record(mock("111122223337"), boot);
        List<Socket> silent = new ArrayList<>();
        try {
            // when
            for (int permit = 0; permit < 8; permit++) {
                silent.add(opened(body));
            }

            // then
            for (Socket socket : silent) {
                assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 408 Request Timeout");
            }
            assertThat(call(body).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    /** A connection on which the head of a call has been sent. */
    private Socket opened(byte[] body) throws IOException {
        String signed = signer.sign("POST", path(), body, Instant.now()).header();
        String head = "POST " + path() + " HTTP/1.1\r\nHost: node\r\n" + SignedCall.HEADER + ": " + signed
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        var socket = new Socket(InetAddress.getLoopbackAddress(), node.managementPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static @Nullable String statusLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
    }

    /** Begins a call and waits until its origin is reached. */
    private void hold(List<CompletableFuture<Response>> running, RawOrigin origin, String tenant) {
        int before = origin.requests().size();
        var method = MethodDraft.httpProxy(origin.url("/"));
        byte[] body = record(invocation(tenant, method), boot);
        running.add(CompletableFuture.supplyAsync(() -> call(body), Thread::startVirtualThread));
        Await.until("the origin is called", () -> origin.requests().size() > before);
    }

    private static TestInvocation mock(String tenant) {
        return invocation(
                tenant,
                MethodDraft.mock("{\"statusCode\": 200}")
                        .response("200", "")
                        .responseTemplate("200", "application/json", "tried"));
    }

    private static TestInvocation invocation(String tenant, MethodDraft method) {
        var stage =
                StageDraft.stage(TestInvocation.STAGE).of(tenant, "abc1234567").method("GET", "/", method);
        return new TestInvocation(1, stage.snapshot(), "GET", "/", Map.of(), "");
    }

    private byte[] record(TestInvocation invocation, String run) {
        return writer.write(TestInvocation.PLACE, run, invocation);
    }

    private String path() {
        return TestInvocation.PATH + boot;
    }

    private Response call(byte[] body) {
        return post(path(), signer.sign("POST", path(), body, Instant.now()).header(), body);
    }

    private Response post(String path, @Nullable String header, byte[] body) {
        var request = RestAssured.given().port(node.managementPort()).contentType("application/octet-stream");
        if (header != null) {
            request.header(SignedCall.HEADER, header);
        }
        return request.body(body).post(path);
    }
}
