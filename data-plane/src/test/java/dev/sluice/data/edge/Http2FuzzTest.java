package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Frames with a few bytes changed, cut or doubled: whatever they are read as, no bug shows and nobody else suffers. */
@DisplayName("security-requirements 64: frames at random")
class Http2FuzzTest {
    private static final int ROUNDS = 100;
    private static final int PATIENCE_MILLIS = 200;
    private static final long SEED = 20_261_128;

    private final List<String> bugs = Collections.synchronizedList(new ArrayList<>());
    private final Handler watch = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                bugs.add(record.getMessage() + " " + record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Test
    void showsNoBug() throws IOException {
        // given
        Random random = new Random(SEED);
        Logger logger = Logger.getLogger("dev.sluice.data.edge");
        logger.addHandler(watch);
        try (EdgeFixture edge = EdgeFixture.secure()
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .route("POST", "/echo", TestSteps::echo)
                .route("GET", "/streamed", TestSteps.body(TestSteps.sliced(-1, 5_000, 40, null)))
                .deployed()) {
            // when
            for (int round = 0; round < ROUNDS; round++) {
                try (Http2Client client = Http2Client.open(edge.securePort())) {
                    client.patience(PATIENCE_MILLIS).frames(mutated(conversation(random), random));
                    client.get(99, "/hello");
                    var _ = client.reply(99);
                } catch (IOException _) {
                    // the node ended the connection, or waits for the rest of a frame that says it is longer
                }
            }

            // then
            try (Http2Client client = Http2Client.open(edge.securePort())) {
                assertThat(client.get(1, "/hello").reply(1).text()).isEqualTo("hello");
            }
            Await.until(
                    "every connection is given back",
                    () -> edge.telemetry().snapshot().openConnections() == 0);
        } finally {
            logger.removeHandler(watch);
        }
        assertThat(bugs).isEmpty();
    }

    private static List<byte[]> conversation(Random random) {
        List<byte[]> frames = new ArrayList<>();
        frames.add(head(1, "GET", "/hello", true));
        frames.add(head(3, "POST", "/echo", false));
        frames.add(Http2Client.encoded(Http2Client.DATA, 0, 3, new byte[random.nextInt(2_000)]));
        frames.add(Http2Client.encoded(Http2Client.PING, 0, 0, new byte[8]));
        frames.add(Http2Client.encoded(Http2Client.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 4, 0}));
        frames.add(head(5, "GET", "/streamed", true));
        frames.add(Http2Client.encoded(Http2Client.DATA, Http2Client.PADDED, 3, new byte[] {2, 'a', 'b', 0, 0}));
        frames.add(Http2Client.encoded(Http2Client.PRIORITY, 0, 5, new byte[] {0, 0, 0, 3, 16}));
        frames.add(Http2Client.encoded(Http2Client.RST_STREAM, 0, 5, new byte[] {0, 0, 0, 8}));
        frames.add(Http2Client.encoded(Http2Client.DATA, Http2Client.END_STREAM, 3, new byte[10]));
        return frames;
    }

    private static byte[] head(int stream, String verb, String path, boolean last) {
        byte[] block = Http2Client.block(Http2Client.request(verb, path, "x-a", "1", "cookie", "b=2"));
        return Http2Client.encoded(
                Http2Client.HEADERS, Http2Client.END_HEADERS | (last ? Http2Client.END_STREAM : 0), stream, block);
    }

    private static byte[] mutated(List<byte[]> frames, Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            int copies = random.nextInt(20) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                all.writeBytes(frame);
            }
        }
        byte[] bytes = all.toByteArray();
        for (int change = random.nextInt(4); change > 0; change--) {
            // heads of frames and of blocks are where the meaning is
            int at = random.nextBoolean() ? random.nextInt(Math.min(200, bytes.length)) : random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
