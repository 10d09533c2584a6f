package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.MemoryWatch;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 44, 56: two hundred clients that send bodies which are many times as large as JSON")
class LargeDocumentsIT {
    private static final int MEGABYTE = 1 << 20;
    private static final int CLIENTS = 200;
    private static final Duration TIME = Duration.ofSeconds(6);
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /** Some three hundred megabytes as a tree, and more than there is for any; as many bytes of ordinary JSON. */
    private static final byte[][] LARGE = {body(10 * MEGABYTE), records(10 * MEGABYTE)};
    /** Of which several are worked on at a time. */
    private static final byte[][] MIDDLE = {body(MEGABYTE), records(MEGABYTE)};

    private static final int ORDINARY = 1;
    /** Small enough to be worked on without a worker. */
    private static final byte[] SMALL = body(60_000);

    private static final String[] PATHS = {"/mapped", "/rendered", "/validated", "/small"};

    private final RawOrigin origin = RawOrigin.running(LargeDocumentsIT::answer);
    private final ApiBed bed = ApiBed.ofNode();
    private final Set<Integer> statuses = new ConcurrentSkipListSet<>();
    private final Set<Integer> statusesOfSmall = new ConcurrentSkipListSet<>();

    private volatile int kind;
    private volatile int tenants = 1;

    LargeDocumentsIT() throws IOException {}

    private static byte[] body(int bytes) {
        return ("[" + "{},".repeat(bytes / 3 - 2) + "{}]").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] records(int bytes) {
        StringBuilder text = new StringBuilder(bytes).append('[');
        while (text.length() < bytes - 300) {
            text.append("{\"id\":\"c0ffee-17\",\"name\":\"Ada Lovelace\",\"email\":\"ada.lovelace@example.com\",")
                    .append("\"street\":\"12 Long Lane\",\"city\":\"London\",\"amount\":1234.56,\"count\":7,")
                    .append("\"active\":true,\"created\":\"2026-01-30T12:00:00Z\",\"tags\":[\"new\",\"large\"]},");
        }
        return text.append("{}]").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Slow, so that what calls hold while they wait for it is seen. */
    private static void answer(RawOrigin.Connection connection) throws IOException, InterruptedException {
        String head = connection.readHead();
        if (head.isEmpty()) {
            return;
        }
        int start = head.toLowerCase(Locale.ROOT).indexOf("content-length: ") + 16;
        connection.in().skipNBytes(Integer.parseInt(head.substring(start, head.indexOf('\r', start))));
        Thread.sleep(1_000);
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfine");
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
        origin.close();
    }

    private void round(int client) throws IOException {
        String path = PATHS[client % PATHS.length];
        boolean small = path.equals("/small");
        byte[] body = small ? SMALL : (client % 8 < PATHS.length ? LARGE : MIDDLE)[kind];
        try (RawClient raw = new RawClient(bed.edge().port(), 8_192).patience(EdgeFixture.PATIENCE)) {
            raw.send(ApiBed.of(client / PATHS.length % tenants, EdgeFixture.head("POST", path)) + "Content-Length: "
                    + body.length + "\r\n\r\n");
            raw.send(body);
            (small ? statusesOfSmall : statuses).add(raw.reply().status());
        }
    }

    @Test
    void largeDocumentsTakeLittleMemory() throws Exception {
        attack();
        // 500: a template may not take as many steps as it takes to print a megabyte of empty objects.
        assertThat(statuses).isSubsetOf(200, 413, 500, 503);
        assertThat(alone()).containsOnly(413);
    }

    @Test
    void ordinaryOnesPassAndTakeLittleToo() throws Exception {
        kind = ORDINARY;
        tenants = 3;
        attack();
        assertThat(statuses).isSubsetOf(200, 503);
        assertThat(alone()).containsOnly(200);
    }

    /** What large bodies get that come one at a time. */
    private Set<Integer> alone() throws IOException {
        statuses.clear();
        for (int path = 0; path < 3; path++) {
            round(path);
        }
        return statuses;
    }

    private void attack() throws Exception {
        // given
        bed.deployed(
                tenants,
                StageDraft.stage("prod")
                        .model("Any", "{\"type\": \"array\"}")
                        .method("POST", "/mapped", mapped())
                        .method("POST", "/small", mapped())
                        .method(
                                "POST",
                                "/rendered",
                                MethodDraft.http(origin.url("/"))
                                        .verb("POST")
                                        .template("application/json", "$input.json('$')")
                                        .response("200", ""))
                        .method(
                                "POST",
                                "/validated",
                                MethodDraft.http(origin.url("/"))
                                        .verb("POST")
                                        .response("200", "")
                                        .validated("Any")));
        try (Attack warmUp = new Attack(16, this::round)) {
            warmUp.mostBytes(WARM_UP);
        }
        long start = MemoryWatch.usedBytes();
        long most;

        // when
        try (Attack attack = new Attack(CLIENTS, this::round)) {
            most = attack.mostBytes(TIME, () -> statusesOfSmall.contains(200));
        }
        long rest = Attack.restBytes(start);

        // then
        assertThat(most - start).isLessThan(Attack.allowedBytes(CLIENTS));
        assertThat(rest - start).isLessThan(Attack.leftBytes());
        assertThat(statusesOfSmall).contains(200).isSubsetOf(200, 503);
        Await.until("nothing is held", () -> bed.budget().heldBytes() == 0);
    }

    private MethodDraft mapped() {
        return MethodDraft.http(origin.url("/"))
                .verb("POST")
                .map("header.X-Part", "method.request.body.part")
                .response("200", "");
    }
}
