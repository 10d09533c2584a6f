package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.MemoryWatch;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.fixtures.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 48, 56: two hundred bad clients at once take little memory, and leave none behind")
class BadClientsIT {
    private static final int MEGABYTE = 1 << 20;
    private static final int CLIENTS = 200;
    private static final Duration TIME = Duration.ofSeconds(6);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String LENGTH = "Content-Length:";
    private static final String ECHO = "#set($body = $input.body)$body";

    private static final byte[] BODY =
            ("[" + "[1,2,3,\"four\"],".repeat(100_000) + "{}]").getBytes(StandardCharsets.US_ASCII);
    /** Of which several are read at a time. */
    private static final byte[] SMALL_BODY =
            ("[" + "[1,2,3,\"four\"],".repeat(8_000) + "{}]").getBytes(StandardCharsets.US_ASCII);

    private static final byte[] PIECE = "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNK =
            ("4000\r\n" + "x".repeat(16 * 1024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIELD = ("X-Name: " + "v".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GARBAGE = garbage();
    private static final byte[] BOMB = bomb();

    private final RawOrigin origin = RawOrigin.running(BadClientsIT::answer);
    private final ApiBed bed = ApiBed.ofNode();
    private volatile int tenants = 1;

    BadClientsIT() throws IOException {}

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

    /** Eight megabytes for one path. Reads requests whole: closing on unread bytes resets, which the breaker counts as death. */
    private static void answer(RawOrigin.Connection connection) throws IOException {
        String head = connection.readHead();
        connection.in().skipNBytes(length(head));
        if (head.startsWith("GET /large")) {
            connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + 8 * MEGABYTE + "\r\n\r\n");
            for (int sent = 0; sent < 8 * MEGABYTE; sent += PIECE.length) {
                connection.write(PIECE);
            }
        } else {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine");
        }
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, LENGTH, 0, LENGTH.length()))
                .mapToInt(
                        line -> Integer.parseInt(line.substring(LENGTH.length()).strip()))
                .findFirst()
                .orElse(0);
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
        origin.close();
    }

    private void round(int client) throws IOException, InterruptedException {
        int tenant = client / 16 % tenants;
        try (RawClient raw = new RawClient(bed.edge().port(), 8_192)) {
            switch (client % 8) {
                case 0 -> {
                    raw.send("GET /prod/fine HTTP/1.1\r\nHost: ");
                    Thread.sleep(PATIENCE);
                }
                case 1 -> stall(raw, tenant);
                case 2 -> {
                    raw.send(ApiBed.of(tenant, EdgeFixture.head("GET", "/fine")));
                    repeat(raw, FIELD);
                }
                case 3 -> repeat(raw, GARBAGE);
                case 4 -> {
                    raw.send(ApiBed.of(tenant, EdgeFixture.get(client % 16 == 4 ? "/rendered" : "/streamed"))
                            .repeat(8));
                    Thread.sleep(PATIENCE);
                }
                case 5 -> {
                    raw.send(ApiBed.of(tenant, EdgeFixture.head("POST", "/mapped"))
                            + "Transfer-Encoding: chunked\r\n\r\n");
                    repeat(raw, CHUNK);
                }
                case 6 -> {
                    raw.send(ApiBed.of(tenant, EdgeFixture.head("POST", "/mapped"))
                            + "Content-Encoding: gzip\r\nContent-Length: " + BOMB.length + "\r\n\r\n");
                    raw.send(BOMB);
                    raw.isEnded();
                }
                default -> {
                    byte[] body = client % 16 == 7 ? BODY : SMALL_BODY;
                    raw.send(ApiBed.of(tenant, EdgeFixture.head("POST", "/mapped")) + "Content-Length: " + body.length
                            + "\r\n\r\n");
                    raw.send(body);
                    raw.reset();
                }
            }
        }
    }

    /** Sends nearly all of a large body at once, and the rest as slowly as it may. */
    private static void stall(RawClient raw, int tenant) throws IOException, InterruptedException {
        raw.send(ApiBed.of(tenant, EdgeFixture.head("POST", "/mapped")) + "Content-Length: " + (10 * MEGABYTE)
                + "\r\n\r\n");
        for (int sent = 0; sent < 9 * MEGABYTE; sent += PIECE.length) {
            raw.send(PIECE);
        }
        while (true) {
            raw.send("x".repeat(600));
            Thread.sleep(1_000);
        }
    }

    private static void repeat(RawClient raw, byte[] bytes) throws IOException, InterruptedException {
        while (true) {
            raw.send(bytes);
            Attack.pause();
        }
    }

    @ParameterizedTest(name = "of {0} tenants")
    @ValueSource(ints = {1, 3})
    void badClientsTakeLittleMemory(int count) throws Exception {
        // given
        tenants = count;
        bed.deployed(
                count,
                StageDraft.stage("prod")
                        .method("GET", "/fine", MethodDraft.httpProxy(origin.url("/fine")))
                        .method("GET", "/streamed", MethodDraft.httpProxy(origin.url("/large")))
                        .method(
                                "GET",
                                "/rendered",
                                MethodDraft.http(origin.url("/large"))
                                        .verb("GET")
                                        .response("200", "")
                                        .responseTemplate("200", "application/json", ECHO))
                        .method(
                                "POST",
                                "/mapped",
                                MethodDraft.http(origin.url("/"))
                                        .verb("POST")
                                        .template("application/json", "$input.json('$')")
                                        .map("header.X-Part", "method.request.body.part")
                                        .response("200", "")));
        try (Attack warmUp = new Attack(16, this::round)) {
            warmUp.mostBytes(WARM_UP);
        }
        long start = MemoryWatch.usedBytes();
        long most;
        List<String> answers = new ArrayList<>();
        int rounds;

        // when
        try (Attack attack = new Attack(CLIENTS, this::round)) {
            most = attack.mostBytes(TIME.dividedBy(2));
            for (int call = 0; call < 20; call++) {
                var answer = bed.edge().call(ApiBed.of(0, EdgeFixture.get("/fine")));
                answers.add(answer.status() + " " + answer.body());
            }
            most = Math.max(most, attack.mostBytes(TIME.dividedBy(2), () -> attack.rounds() > CLIENTS));
            rounds = attack.rounds();
        }
        long rest = Attack.restBytes(start);

        // then
        assertThat(answers).hasSize(20).containsOnly("200 fine");
        assertThat(rounds).isGreaterThan(CLIENTS);
        assertThat(most - start).isLessThan(Attack.allowedBytes(CLIENTS));
        assertThat(rest - start).isLessThan(Attack.leftBytes());
        Await.until("nothing is held", () -> bed.budget().heldBytes() == 0);
    }
}
