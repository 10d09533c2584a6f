package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.MemoryWatch;
import dev.sluice.data.pipeline.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 27, 56: two hundred clients of HTTP/2 whose bodies nobody takes")
class Http2BodiesIT {
    private static final int CLIENTS = 200;
    private static final int STREAMS = 16;
    private static final byte[] PIECE = new byte[16_000];
    private static final int PIECES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration TIME = Duration.ofSeconds(12);

    /** Fills every window that it is given. */
    private static void round(EdgeFixture edge) throws IOException, InterruptedException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            client.request(1, "POST", "/held", false).data(1, PIECE, false).patience(500);
            boolean wide = isWidened(client);
            for (int piece = 1; piece < PIECES; piece++) {
                client.data(1, PIECE, false);
            }
            for (int stream = 3; wide && stream < 2 * STREAMS; stream += 2) {
                client.request(stream, "POST", "/held", false);
                for (int piece = 0; piece < PIECES; piece++) {
                    client.data(stream, PIECE, false);
                }
            }
            Thread.sleep(PATIENCE);
        }
    }

    private static boolean isWidened(Http2Client client) throws IOException {
        try {
            while (true) {
                Http2Client.Frame frame = client.next();
                if (frame.type() == Http2Client.WINDOW_UPDATE && frame.stream() == 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Test
    void bodiesThatNobodyTakesTakeLittleMemory() throws Exception {
        try (EdgeFixture edge = EdgeFixture.secure()
                .route("POST", "/held", _ -> Outcome.PENDING)
                .deployed()) {
            // given
            try (Attack warmUp = new Attack(16, _ -> round(edge))) {
                warmUp.mostBytes(WARM_UP);
            }
            long start = MemoryWatch.usedBytes();
            long most;

            // when
            try (Attack attack = new Attack(CLIENTS, _ -> round(edge))) {
                most = attack.mostBytes(TIME);
            }
            long rest = Attack.restBytes(start);

            // then
            assertThat(most - start).isLessThan(Attack.allowedBytes(CLIENTS));
            assertThat(rest - start).isLessThan(Attack.leftBytes());
        }
    }
}
