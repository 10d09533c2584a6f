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
    private static final int CALLS = 100;
    private static final String[] LARGE_FIELDS = {"x-one", "v".repeat(5_000), "x-two", "v".repeat(5_000)};
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

    /** Has a hundred calls with large fields at a time, or as many as it may. */
    private static void manyFields(EdgeFixture edge) throws IOException, InterruptedException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            for (int stream = 1; stream < 2 * CALLS; stream += 2) {
                client.request(stream, "GET", "/held", true, LARGE_FIELDS);
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
        withstands(Http2BodiesIT::round);
    }

    @Test
    @DisplayName("a hundred calls a connection, each with 10 KB of fields, that wait for a slow origin")
    void fieldsOfCallsUnderWayTakeLittleMemory() throws Exception {
        withstands(Http2BodiesIT::manyFields);
    }

    private interface Round {
        void run(EdgeFixture edge) throws IOException, InterruptedException;
    }

    private static void withstands(Round round) throws Exception {
        try (EdgeFixture edge = EdgeFixture.secure()
                .route("POST", "/held", _ -> Outcome.PENDING)
                .route("GET", "/held", _ -> Outcome.PENDING)
                .deployed()) {
            // given
            try (Attack warmUp = new Attack(16, _ -> round.run(edge))) {
                warmUp.mostBytes(WARM_UP);
            }
            long start = MemoryWatch.usedBytes();
            long most;

            // when
            try (Attack attack = new Attack(CLIENTS, _ -> round.run(edge))) {
                most = attack.mostBytes(TIME);
            }
            long rest = Attack.restBytes(start);

            // then
            assertThat(most - start).isLessThan(Attack.allowedBytes(CLIENTS));
            assertThat(rest - start).isLessThan(Attack.leftBytes());
        }
    }
}
