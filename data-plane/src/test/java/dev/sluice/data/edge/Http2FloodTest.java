package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each flood ends its own connection, with a word of why, and no other. */
@DisplayName("security-requirements 27 and 28: floods of frames")
class Http2FloodTest {
    /** Small, so that both sides of each limit are quick to reach. */
    private static final Http2Limits LIMITS =
            new Http2Limits(10, 65_536, 1_048_576, 25_165_824, 4, 32_768, 20, 50, 4, 25, Duration.ofSeconds(30));

    private final ConcurrentLinkedQueue<String> cancelled = new ConcurrentLinkedQueue<>();
    private final EdgeFixture edge = EdgeFixture.secure(EdgeFixture.Tls.with(LIMITS), limits -> limits)
            .route("GET", "/hello", TestSteps.text(200, "hello"))
            .route("GET", "/silent", new TestSteps.Silent(cancelled))
            .route("POST", "/count", TestSteps::count)
            .route("GET", "/large", TestSteps.body(TestSteps.sliced(2_000_000, 20_000, 100, null)))
            .deployed();
    private final Http2Client other = Http2Client.open(edge.securePort());

    Http2FloodTest() throws IOException {}

    @AfterEach
    void theOthersLiveOn() throws IOException {
        assertThat(other.get(1, "/hello").reply(1).text()).isEqualTo("hello");
        other.close();
        edge.close();
    }

    private static final byte[] EIGHT = new byte[8];

    static Stream<Arguments> frames() {
        return Stream.of(
                Arguments.of("PING", Http2Client.encoded(Http2Client.PING, 0, 0, EIGHT)),
                Arguments.of("PING that answers", Http2Client.encoded(Http2Client.PING, Http2Client.ACK, 0, EIGHT)),
                Arguments.of("SETTINGS", Http2Client.encoded(Http2Client.SETTINGS, 0, 0, new byte[0])),
                Arguments.of("PRIORITY", Http2Client.encoded(Http2Client.PRIORITY, 0, 3, new byte[] {0, 0, 0, 5, 16})),
                Arguments.of(
                        "WINDOW_UPDATE", Http2Client.encoded(Http2Client.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1})),
                Arguments.of("an unknown kind", Http2Client.encoded(0x20, 0, 0, EIGHT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void endsTheConnectionOverTheLimitOnly(String kind, byte[] frame) throws IOException {
        // given: room for the hello of this client, which has SETTINGS of its own
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            client.get(1, "/hello").reply(1);

            // when
            client.frames(repeated(frame, 46)).get(3, "/hello");

            // then
            assertThat(client.reply(3).text()).isEqualTo("hello");
            client.frames(repeated(frame, 20));
            assertThat(client.end()).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
        }
    }

    private static byte[] repeated(byte[] frame, int times) {
        ByteBuffer all = ByteBuffer.allocate(frame.length * times);
        for (int time = 0; time < times; time++) {
            all.put(frame);
        }
        return all.array();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAFloodOfEmptyData(boolean padded) throws IOException {
        // given
        byte[] frame = padded
                ? Http2Client.encoded(Http2Client.DATA, Http2Client.PADDED, 1, new byte[] {2, 0, 0})
                : Http2Client.encoded(Http2Client.DATA, 0, 1, new byte[0]);
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            client.request(1, "POST", "/count", false);

            // when
            client.frames(repeated(frame, 50)).data(1, "123", false).get(3, "/hello");

            // then
            assertThat(client.reply(3).text()).isEqualTo("hello");
            client.frames(repeated(frame, 2));
            assertThat(client.end()).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    @DisplayName("rapid reset: streams that are opened and given up at once")
    void endsAFloodOfResets() throws IOException {
        // given
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            for (int call = 0; call < 20; call++) {
                client.get(2 * call + 1, "/silent").reset(2 * call + 1, Http2Client.CANCEL);
            }
            client.get(101, "/hello");
            assertThat(client.reply(101).text()).isEqualTo("hello");

            // when
            client.get(103, "/silent").reset(103, Http2Client.CANCEL);

            // then
            assertThat(client.end()).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
        }
        assertThat(edge.telemetry().snapshot().floods()).isEqualTo(1);
        Await.until("no call goes on", () -> edge.telemetry().snapshot().openConnections() == 1);
    }

    @Test
    @DisplayName("resets that a client provokes count as its own")
    void endsAFloodOfProvokedResets() throws IOException {
        // given
        byte[] malformed = Http2Client.block(Http2Client.request("GET", "/hello", "connection", "close"));
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            for (int call = 0; call < 21; call++) {
                client.frame(
                        Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, 2 * call + 1, malformed);
            }

            // then
            assertThat(client.end()).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    @DisplayName("a tiny MAX_HEADER_LIST_SIZE is advice: the reply comes, and no call is made for nothing")
    void deliversToAClientThatTakesFewFields() throws IOException {
        // given
        int maxHeaderListSize = 6;
        try (Http2Client client = Http2Client.open(edge.securePort(), maxHeaderListSize, 10)) {
            client.await(Http2Client.SETTINGS);

            // then
            for (int call = 0; call < 30; call++) {
                assertThat(client.get(2 * call + 1, "/hello")
                                .reply(2 * call + 1)
                                .text())
                        .isEqualTo("hello");
            }
        }
    }

    @Test
    @DisplayName("calls that run and calls that were given up share one limit")
    void boundsTheWorkOfUndeliveredCalls() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // given
            for (int call = 0; call < 16; call++) {
                client.get(2 * call + 1, "/silent").reset(2 * call + 1, Http2Client.CANCEL);
            }

            // when
            for (int call = 0; call < 10; call++) {
                client.get(101 + 2 * call, "/silent");
            }

            // then
            assertThat(client.end()).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void refusesMoreStreamsThanItSaid() throws IOException {
        // given
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            for (int call = 0; call < 10; call++) {
                client.get(2 * call + 1, "/silent");
            }

            // when
            client.get(21, "/hello");

            // then
            assertThat(client.reply(21).reset()).isEqualTo(Http2Client.REFUSED_STREAM);
            client.reset(1, Http2Client.CANCEL).get(23, "/hello");
            assertThat(client.reply(23).text()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void endsABlockOfTooManyContinuations(int continuations) throws IOException {
        // given
        byte[] block = Http2Client.block(Http2Client.request("GET", "/hello", "x-a", "aaaa"));
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        int part = block.length / (continuations + 1);
        frames.writeBytes(
                Http2Client.encoded(Http2Client.HEADERS, Http2Client.END_STREAM, 1, Arrays.copyOf(block, part)));
        for (int at = 1; at <= continuations; at++) {
            boolean last = at == continuations;
            int end = last ? block.length : (at + 1) * part;
            frames.writeBytes(Http2Client.encoded(
                    Http2Client.CONTINUATION,
                    last ? Http2Client.END_HEADERS : 0,
                    1,
                    Arrays.copyOfRange(block, at * part, end)));
        }
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.frames(frames.toByteArray());

            // then
            if (continuations > 4) {
                assertThat(client.end()).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
            } else {
                assertThat(client.reply(1).text()).isEqualTo("hello");
            }
        }
    }

    @Test
    @DisplayName("windows that are widened for what came are no flood")
    void letsAClientWidenItsWindowsForEveryFrame() throws IOException {
        try (Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            int bytes = client.get(1, "/large").reply(1).body().length;

            // then
            assertThat(bytes).isEqualTo(2_000_000);
            assertThat(client.get(3, "/hello").reply(3).text()).isEqualTo("hello");
        }
    }
}
