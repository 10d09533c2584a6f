package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.MemoryWatch;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.TestAuthority;
import dev.sluice.data.stage.StageRefused;
import dev.sluice.fixtures.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "security-requirements 36, 37, 56: two hundred bad origins at once take little memory, and leave none behind")
class BadOriginsIT {
    private static final int MEGABYTE = 1 << 20;
    private static final int ORIGINS = 200;
    private static final Duration TIME = Duration.ofSeconds(6);
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private static final byte[] PIECE = "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNK =
            ("4000\r\n" + "x".repeat(16 * 1024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIELD = ("X-Name: " + "v".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INTERIM =
            "HTTP/1.1 103 Early Hints\r\nX-A: b\r\n\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
    private static final int KINDS = 10;

    /** What a function may answer at most, whole; its gateway makes bytes of it that go to the client. */
    private static final byte[] LONG_ANSWER = ("{\"isBase64Encoded\":true,\"body\":\"" + "QUJD".repeat(1_400_000)
                    + "\"}")
            .getBytes(StandardCharsets.US_ASCII);

    private static final byte[] GARBAGE = garbage();
    private static final byte[] BOMB = bomb();

    private final TestAuthority authority = new TestAuthority("origins");
    private final AtomicInteger invocations = new AtomicInteger();
    private final List<RawOrigin> origins = new ArrayList<>();
    private final ApiBed bed = ApiBed.ofNode();
    private final Set<String> statuses = new ConcurrentSkipListSet<>();

    BadOriginsIT() throws IOException {}

    private static byte[] garbage() {
        byte[] bytes = new byte[16 * 1024];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] bomb() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
                packed.write(new byte[10 * MEGABYTE]);
            }
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
        for (RawOrigin origin : origins) {
            origin.close();
        }
    }

    private static void answer(int kind, RawOrigin.Connection connection) throws IOException, InterruptedException {
        connection.readHead();
        switch (kind) {
            case 0 -> {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
                while (true) {
                    connection.write("x");
                    Thread.sleep(200);
                }
            }
            case 1 -> {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + 9 * MEGABYTE + "\r\n\r\n");
                for (int sent = 0; sent < 8 * MEGABYTE; sent += PIECE.length) {
                    connection.write(PIECE);
                }
                connection.reset();
            }
            case 2 -> repeat(connection, GARBAGE);
            case 3 -> {
                connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                repeat(connection, CHUNK);
            }
            case 4 -> {
                connection.write("HTTP/1.1 200 OK\r\n");
                repeat(connection, FIELD);
            }
            case 5 -> connection.write("HTTP/1.1 200 OK\r\nX-A: b\rX-C: d\r\nContent-Length: 1\r\n\r\nx");
            case 6 -> repeat(connection, INTERIM);
            case 7 -> {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + LONG_ANSWER.length + "\r\n\r\n");
                connection.write(LONG_ANSWER);
            }
            case 8 -> {
                connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n0\r\nX: y\r\n");
                repeat(connection, FIELD);
            }
            default -> {
                connection.write(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + BOMB.length + "\r\n\r\n");
                connection.write(BOMB);
            }
        }
    }

    private static void repeat(RawOrigin.Connection connection, byte[] bytes) throws IOException, InterruptedException {
        while (true) {
            connection.write(bytes);
            Attack.pause();
        }
    }

    /** One call for each way in which an answer is worked on; functions and services of a tenant have one server. */
    private void round(int origin) throws IOException {
        switch (origin % 4) {
            case 0 -> call("/streamed" + origin);
            case 1 -> call("/function");
            case 2 -> call("/service");
            default -> call("/passed" + origin);
        }
        call("/mapped" + origin);
    }

    private void call(String path) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), bed.edge().port())) {
            socket.setSoTimeout(20_000);
            String request = EdgeFixture.head("GET", path) + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] line = socket.getInputStream().readNBytes(12);
            if (line.length == 12) {
                statuses.add(new String(line, 9, 3, StandardCharsets.ISO_8859_1));
            }
            byte[] rest = new byte[4_096];
            while (socket.getInputStream().read(rest) >= 0) {
                // nobody keeps it
            }
        }
    }

    /** Ten of fifty speak TLS. */
    private static boolean isSecure(int index) {
        return index / KINDS % 5 == 4;
    }

    private RawOrigin bad(int index) {
        int kind = index % KINDS;
        return isSecure(index)
                ? RawOrigin.secure(authority.server("127.0.0.1"), connection -> answer(kind, connection))
                : RawOrigin.running(connection -> answer(kind, connection));
    }

    private void deploy() throws StageRefused {
        StageDraft stage = StageDraft.stage("prod");
        for (int index = 0; index < ORIGINS; index++) {
            RawOrigin origin = bad(index);
            String url = (isSecure(index) ? "https" : "http") + "://127.0.0.1:" + origin.port() + "/";
            origins.add(origin);
            stage.method("GET", "/passed" + index, MethodDraft.httpProxy(url).insecure())
                    .method(
                            "GET",
                            "/streamed" + index,
                            MethodDraft.httpProxy(url).insecure().streamed())
                    .method(
                            "GET",
                            "/mapped" + index,
                            MethodDraft.http(url)
                                    .insecure()
                                    .verb("GET")
                                    .response("200", "")
                                    .responseTemplate("200", "application/json", "$input.json('$')"));
        }
        RawOrigin services = RawOrigin.running(connection -> answer(invocations.getAndIncrement() % KINDS, connection));
        origins.add(services);
        bed.targets().put(AwsBed.targets(services.url("")));
        stage.method(
                        "GET",
                        "/function",
                        MethodDraft.awsProxy(AwsBed.FUNCTION_URI).credentials(AwsBed.ROLE))
                .method(
                        "GET",
                        "/service",
                        MethodDraft.aws("arn:aws:apigateway:us-east-1:sqs:action/SendMessage")
                                .credentials(AwsBed.ROLE)
                                .response("200", "")
                                .responseTemplate("200", "application/json", "$input.json('$')"));
        RawOrigin healthy = RawOrigin.saying("fine");
        origins.add(healthy);
        bed.deployed(stage.method("GET", "/fine", MethodDraft.httpProxy(healthy.url("/"))));
    }

    @Test
    void badOriginsTakeLittleMemory() throws Exception {
        // given
        deploy();
        try (Attack warmUp = new Attack(16, this::round)) {
            warmUp.mostBytes(WARM_UP);
        }
        long start = MemoryWatch.usedBytes();
        long most;
        int fine = 0;
        int rounds;

        // when
        try (Attack attack = new Attack(ORIGINS, this::round)) {
            most = attack.mostBytes(TIME.dividedBy(2));
            for (int call = 0; call < 20; call++) {
                fine += bed.edge().call(EdgeFixture.get("/fine")).status() == 200 ? 1 : 0;
            }
            most = Math.max(most, attack.mostBytes(TIME.dividedBy(2), () -> attack.rounds() > ORIGINS));
            rounds = attack.rounds();
        }
        long rest = Attack.restBytes(start);

        // then
        assertThat(fine).isEqualTo(20);
        assertThat(rounds).isGreaterThan(ORIGINS);
        assertThat(statuses).contains("200", "502").isSubsetOf("200", "500", "502", "503", "504");
        assertThat(most - start).isLessThan(Attack.allowedBytes(ORIGINS));
        assertThat(rest - start).isLessThan(Attack.leftBytes());
        Await.until("nothing is held", () -> bed.budget().heldBytes() == 0);
    }
}
