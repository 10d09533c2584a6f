package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.fixtures.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 27, 28, 36: replies of HTTP/2 wait at their origins, not with the node")
class Http2RepliesTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int STREAMS = 20;
    private static final int BODY_BYTES = 300_000;
    private static final int SHORT_BYTES = 20_000;
    private static final byte[] BODY = bytes(BODY_BYTES);
    private static final byte[] SHORT_BODY = bytes(SHORT_BYTES);

    private final AtomicLong written = new AtomicLong();
    private final RawOrigin origin = RawOrigin.running(this::answer);
    private final ApiBed bed = ApiBed.secure();

    Http2RepliesTest() throws IOException {}

    private static byte[] bytes(int count) {
        return new Random(11)
                .ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void answer(RawOrigin.Connection connection) throws IOException {
        for (String head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
            byte[] body = head.startsWith("GET /long") ? BODY : SHORT_BODY;
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
            connection.write(body);
            written.addAndGet(body.length);
        }
    }

    @BeforeEach
    void deploy() throws Exception {
        bed.deployed(StageDraft.stage("prod")
                .method("GET", "/long", MethodDraft.httpProxy(origin.url("/long")))
                .method("GET", "/short", MethodDraft.httpProxy(origin.url("/short")))
                .method(
                        "GET",
                        "/rendered",
                        MethodDraft.mock("{\"statusCode\": 200}")
                                .response("200", "")
                                .responseTemplate(
                                        "200", "application/json", "$context.httpMethod " + "x".repeat(70_000))));
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
        origin.close();
    }

    private Http2Client closed() throws IOException {
        return Http2Client.open(bed.edge().securePort(), INITIAL_WINDOW_SIZE, 0);
    }

    private static String path(int stream) {
        return switch (stream / 2 % 3) {
            case 0 -> "/long";
            case 1 -> "/short";
            default -> "/rendered";
        };
    }

    private static byte[] body(int stream) {
        return switch (stream / 2 % 3) {
            case 0 -> BODY;
            case 1 -> SHORT_BODY;
            default -> ("GET " + "x".repeat(70_000)).getBytes(StandardCharsets.US_ASCII);
        };
    }

    /** Reads until so many streams have ended. */
    private static Map<Integer, byte[]> bodies(Http2Client client, int count) throws IOException {
        Map<Integer, ByteArrayOutputStream> parts = new HashMap<>();
        Map<Integer, byte[]> whole = new HashMap<>();
        while (whole.size() < count) {
            Http2Client.Frame frame = client.next();
            assertThat(frame.type()).isNotIn(Http2Client.RST_STREAM, Http2Client.GOAWAY);
            if (frame.type() == Http2Client.DATA) {
                parts.computeIfAbsent(frame.stream(), _ -> new ByteArrayOutputStream())
                        .writeBytes(frame.payload());
            }
            if (frame.ends()) {
                ByteArrayOutputStream body = parts.get(frame.stream());
                whole.put(frame.stream(), body == null ? new byte[0] : body.toByteArray());
            }
        }
        return whole;
    }

    @Test
    void everyByteComesOnceTheClientTakesIt() throws IOException {
        try (Http2Client client = closed()) {
            // given
            for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
                client.get(stream, path(stream));
            }
            Await.until("origins were called", () -> origin.connections() > 1);
            for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
                assertThat(client.await(Http2Client.HEADERS).fields().status()).hasToString("200");
            }

            // when
            client.settings(INITIAL_WINDOW_SIZE, 1_000);
            for (int stream = 2 * STREAMS - 1; stream > 0; stream -= 2) {
                client.widen(stream, 70_000);
            }
            Map<Integer, byte[]> bodies = bodies(client, STREAMS);

            // then
            for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
                assertThat(bodies.get(stream)).isEqualTo(body(stream));
            }
        }
    }

    @Test
    @DisplayName("decisions 51: a call that outlives its client waits for nobody's room")
    void aCallThatWaitsForRoomGoesOnWithoutItsClient() throws Exception {
        var waits = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        try (EdgeFixture edge = EdgeFixture.secure()
                        .route("GET", "/waiting", exchange -> {
                            exchange.whenRoom(goesOn::countDown);
                            waits.countDown();
                            return Outcome.PENDING;
                        })
                        .deployed();
                Http2Client client = Http2Client.open(edge.securePort())) {
            // given
            client.get(1, "/waiting");
            waits.await();

            // when
            client.reset(1, Http2Client.CANCEL);

            // then
            Await.until("the call goes on", () -> goesOn.getCount() == 0);
        }
    }

    @Test
    void streamsThatAreLeftAloneHoldUpNoOther() throws IOException {
        try (Http2Client client = closed()) {
            // given
            for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
                client.get(stream, path(stream));
            }

            // when
            int last = 2 * STREAMS + 1;
            client.get(last, "/long").widen(last, 70_000);
            Map<Integer, byte[]> bodies = bodies(client, 1);

            // then
            assertThat(bodies.get(last)).isEqualTo(BODY);
        }
    }
}
