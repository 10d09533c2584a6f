package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.edge.SecureClient.Offer;
import dev.sluice.data.fixtures.MemoryWatch;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.stage.StageRefused;
import dev.sluice.fixtures.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 27, 28, 56: two hundred clients of HTTP/2 that take nothing of their replies")
class Http2RepliesIT {
    private static final int MEGABYTE = 1 << 20;
    private static final int CLIENTS = 200;
    private static final int STREAMS = 100;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration TIME = Duration.ofSeconds(7);

    private static final String OTHER_API = "klmnopqrst";
    private static final String OTHER_HOST = OTHER_API + ".execute-api.localhost";

    private static final byte[] PIECE = "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
    private static final int WHOLE_BYTES = 30_000;
    private static final int GOOD_BYTES = 200_000;

    private final RawOrigin origin = RawOrigin.running(Http2RepliesIT::answer);
    private final RawOrigin otherOrigin = RawOrigin.running(Http2RepliesIT::answer);
    private final ApiBed bed = ApiBed.secure();

    Http2RepliesIT() throws IOException {}

    private static void answer(RawOrigin.Connection connection) throws IOException {
        for (String head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
            int size = head.startsWith("GET /large")
                    ? 8 * MEGABYTE
                    : head.startsWith("GET /good") ? GOOD_BYTES : WHOLE_BYTES;
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            for (int sent = 0; sent < size; sent += PIECE.length) {
                connection.write(size - sent < PIECE.length ? Arrays.copyOf(PIECE, size - sent) : PIECE);
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
        origin.close();
        otherOrigin.close();
    }

    /** Makes as many calls as it may, and reads on without ever widening a window. */
    private void round(int client) throws IOException {
        int window = switch (client % 4) {
            case 0, 1 -> 0;
            case 2 -> 1_000;
            default -> MEGABYTE; // that of the connection stays as it is
        };
        String path = switch (client / 4 % 4) {
            case 0, 1 -> "/whole";
            case 2 -> "/rendered";
            default -> "/streamed";
        };
        try (Http2Client attacker = Http2Client.open(bed.edge().securePort(), INITIAL_WINDOW_SIZE, window)) {
            byte[] block = Http2Client.block(Http2Client.request("GET", path));
            ByteArrayOutputStream calls = new ByteArrayOutputStream();
            for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
                calls.writeBytes(Http2Client.encoded(
                        Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, stream, block));
            }
            attacker.greedyNoMore().frames(calls.toByteArray()).patience((int) PATIENCE.toMillis());
            while (true) {
                attacker.next();
            }
        }
    }

    private void deploy() throws StageRefused {
        bed.deployed(StageDraft.stage("prod")
                .method("GET", "/whole", MethodDraft.httpProxy(origin.url("/whole")))
                .method("GET", "/streamed", MethodDraft.httpProxy(origin.url("/large")))
                .method(
                        "GET",
                        "/rendered",
                        MethodDraft.mock("{\"statusCode\": 200}")
                                .response("200", "")
                                .responseTemplate(
                                        "200", "application/json", "$context.requestId " + "x".repeat(60_000))));
        bed.deployed(
                "210987654321",
                OTHER_API,
                StageDraft.stage("prod").method("GET", "/good", MethodDraft.httpProxy(otherOrigin.url("/good"))));
    }

    /** How many bytes come of one reply to a client that takes what comes. */
    private int goodCall() throws IOException {
        try (Http2Client client = Http2Client.openPatiently(bed.edge().securePort(), Offer.of(OTHER_HOST, "h2"))) {
            client.frame(
                    Http2Client.HEADERS,
                    Http2Client.END_HEADERS | Http2Client.END_STREAM,
                    1,
                    Http2Client.block(
                            ":method", "GET", ":scheme", "https", ":path", "/prod/good", ":authority", OTHER_HOST));
            Http2Client.Reply reply = client.reply(1);
            return reply.status() == 200 && reply.reset() == -1 ? reply.body().length : -1;
        }
    }

    @Test
    void repliesThatNobodyTakesTakeLittleMemory() throws Exception {
        // given
        deploy();
        assertThat(goodCall()).isEqualTo(GOOD_BYTES);
        try (Attack warmUp = new Attack(16, this::round)) {
            warmUp.mostBytes(WARM_UP);
        }
        long start = MemoryWatch.usedBytes();
        long most;
        int good = 0;

        // when
        try (Attack attack = new Attack(CLIENTS, this::round)) {
            most = attack.mostBytes(TIME);
            for (int call = 0; call < 10; call++) {
                good += goodCall() == GOOD_BYTES ? 1 : 0;
            }
            most = Math.max(most, attack.mostBytes(TIME));
        }
        long rest = Attack.restBytes(start);

        // then
        assertThat(good).isEqualTo(10);
        assertThat(most - start).isLessThan(Attack.allowedBytes(CLIENTS));
        assertThat(rest - start).isLessThan(Attack.leftBytes());
        Await.until("nothing is held", () -> bed.budget().heldBytes() == 0);
    }
}
