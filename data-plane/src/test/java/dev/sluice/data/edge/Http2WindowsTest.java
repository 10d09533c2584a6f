package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Outcome;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 27, 56: connections have wide windows while the node has room for them")
class Http2WindowsTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int MORE = MEGABYTE - Http2Limits.FIRST_WINDOW_BYTES;

    /** Room for one wide connection. */
    private static final Http2Limits LIMITS =
            new Http2Limits(100, 65_536, MEGABYTE, MEGABYTE, 4, 32_768, 200, 1_000, 4, 200, Duration.ofSeconds(30));

    private static EdgeFixture edge() throws IOException {
        return EdgeFixture.secure(EdgeFixture.Tls.with(LIMITS), limits -> limits)
                .route("POST", "/held", _ -> Outcome.PENDING)
                .deployed();
    }

    /** By how much the connection's window grows when a body begins; 0 when it does not. */
    private static int widened(Http2Client client) throws IOException {
        client.request(1, "POST", "/held", false)
                .data(1, "some of it", false)
                .frame(Http2Client.PING, 0, 0, new byte[8]);
        try {
            while (true) {
                Http2Client.Frame frame = client.next();
                if (frame.type() == Http2Client.WINDOW_UPDATE && frame.stream() == 0) {
                    return ByteBuffer.wrap(frame.payload()).getInt();
                }
                if (frame.type() == Http2Client.PING) {
                    client.patience(500); // the body has been seen
                }
            }
        } catch (SocketTimeoutException _) {
            return 0;
        }
    }

    @Test
    void aConnectionIsWidenedWhileThereIsRoom() throws IOException {
        try (EdgeFixture edge = edge()) {
            try (Http2Client first = Http2Client.open(edge.securePort());
                    Http2Client second = Http2Client.open(edge.securePort())) {
                // with the ten bytes that it has sent itself
                assertThat(widened(first)).isBetween(MORE, MORE + 10);
                assertThat(widened(second)).isZero();
            }
            Await.until("a later connection has the room of one that is closed", () -> {
                try (Http2Client third = Http2Client.open(edge.securePort())) {
                    return widened(third) >= MORE;
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            });
        }
    }

    @Test
    void aConnectionWithoutABodyTakesNoRoom() throws IOException {
        try (EdgeFixture edge = edge();
                Http2Client idle = Http2Client.open(edge.securePort());
                Http2Client first = Http2Client.open(edge.securePort())) {
            assertThat(idle.get(1, "/held")
                            .frame(Http2Client.PING, 0, 0, new byte[8])
                            .next())
                    .isNotNull();
            assertThat(widened(first)).isBetween(MORE, MORE + 10);
        }
    }
}
