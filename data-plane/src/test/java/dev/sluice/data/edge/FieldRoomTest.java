package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Headers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 27, 56: fields of requests under way over HTTP/2 have a room")
class FieldRoomTest {
    private static final int OWN = 65_536;
    private static final String TEN_KILOBYTES = "v".repeat(10_000);

    private final WindowRoom node = new WindowRoom(10_000);
    private final FieldRoom room = new FieldRoom(node);

    @Test
    void takesFromTheNodeWhatIsBeyondItsOwn() {
        assertThat(room.take(OWN)).isTrue();
        assertThat(room.take(10_000)).isTrue();
        assertThat(room.take(1)).isFalse();
        assertThat(node.take(1)).isFalse();

        room.give(5_000);
        assertThat(node.take(5_000)).isTrue();
        assertThat(room.take(1)).isFalse();

        room.give(OWN + 5_000);
        assertThat(node.take(5_000)).isTrue();
        assertThat(room.take(OWN)).isTrue();
    }

    @Test
    void countsNamesAndValuesAndWhatHoldsThem() {
        // given
        var fields = new Headers(2);
        fields.add("a", "bc");
        fields.add("de", "");

        // then
        assertThat(FieldRoom.bytes(fields)).isEqualTo(5 + 2 * 96);
    }

    @Test
    void refusesFurtherStreamsWhileTheNodeHasNoRoomAndTakesThemAgainAfterwards() throws Exception {
        // given
        var limits =
                new Http2Limits(100, 65_536, 65_535, 30_000, 4, 32_768, 200, 1_000, 4, 200, Duration.ofSeconds(30));
        try (EdgeFixture edge = EdgeFixture.secure(EdgeFixture.Tls.with(limits), each -> each)
                        .route("GET", "/silent", new TestSteps.Silent(new ConcurrentLinkedQueue<>()))
                        .route("GET", "/hello", TestSteps.text(200, "hello"))
                        .deployed();
                Http2Client client = Http2Client.open(edge.securePort());
                Http2Client other = Http2Client.open(edge.securePort())) {
            // when
            for (int stream = 1; stream < 22; stream += 2) {
                client.request(stream, "GET", "/silent", true, "x-large", TEN_KILOBYTES);
            }

            // then: nine of eleven fit into 64 KiB and 30,000 bytes
            assertThat(client.reply(19).reset()).isEqualTo(Http2Client.REFUSED_STREAM);
            assertThat(other.get(1, "/hello").reply(1).text()).isEqualTo("hello");

            // when
            client.reset(1, Http2Client.CANCEL).request(23, "GET", "/hello", true, "x-large", TEN_KILOBYTES);

            // then
            assertThat(client.reply(23).text()).isEqualTo("hello");
        }
    }
}
