package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.edge.Http2Client.Frame;
import dev.sluice.data.edge.Http2Client.Reply;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.fixtures.Await;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long a connection and its streams may stay as they are, and how a node takes its leave. */
class Http2TimesTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ConcurrentLinkedQueue<String> cancelled = new ConcurrentLinkedQueue<>();

    private EdgeFixture edge(UnaryOperator<EdgeLimits> limits) throws IOException {
        return EdgeFixture.secure(EdgeFixture.Tls.usual(), limits)
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .route("GET", "/later", TestSteps.later(900, "late"))
                .route("GET", "/much-later", TestSteps.later(5_000, "late"))
                .route("GET", "/silent", new TestSteps.Silent(cancelled))
                .route("POST", "/count", TestSteps::count)
                .route("POST", "/refused", TestSteps.failing(new Failure.Throttled(Duration.ZERO)))
                .route("POST", "/unread", _ -> Outcome.PENDING)
                .route("GET", "/large", TestSteps.body(TestSteps.sliced(9_000_000, 90_000, 100, null)))
                .deployed();
    }

    @Test
    @DisplayName("security-requirements 26: an idle connection is told to go, then closed; one with a call is not")
    void endsAnIdleConnection() throws IOException {
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES.idle(Duration.ofSeconds(3)));
                Http2Client idle = Http2Client.open(edge.securePort());
                Http2Client busy = Http2Client.open(edge.securePort())) {
            // when
            busy.get(1, "/much-later");

            // then
            assertThat(idle.end()).isEqualTo(Http2Client.NO_ERROR);
            assertThat(busy.reply(1).text()).isEqualTo("late");
        }
    }

    @Test
    void endsAConnectionThatSaysNothing() throws IOException {
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES.head(SHORT).idle(SHORT));
                Http2Client silent = Http2Client.silent(edge.securePort())) {
            assertThat(silent.end()).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("security-requirements 26: a head has its time, in however many frames it comes")
    void endsAConnectionWhoseHeadDoesNotEnd() throws IOException {
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES.head(Duration.ofSeconds(3)));
                Http2Client slow = Http2Client.open(edge.securePort())) {
            // when
            slow.await(Http2Client.SETTINGS);
            byte[] block = Http2Client.block(Http2Client.request("GET", "/hello"));
            slow.frame(Http2Client.HEADERS, Http2Client.END_STREAM, 1, Arrays.copyOf(block, 10));

            // then
            assertThat(slow.end()).isEqualTo(Http2Client.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    @DisplayName("security-requirements 26: a slow body is 408 on its stream, and the others go on")
    void answersASlowBody() throws IOException {
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES.body(SHORT, 1_000_000));
                Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.request(1, "POST", "/count", false, "content-length", "100000")
                    .data(1, "123", false)
                    .get(3, "/later");

            // then
            assertThat(client.reply(1).status()).isEqualTo(408);
            assertThat(client.reply(3).text()).isEqualTo("late");
        }
    }

    @Test
    @DisplayName("a refusal waits for a slow client as any reply does, whether or not the refused body comes")
    void doesNotHurryAClientWhoseBodyNobodyWants() throws IOException {
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES.body(SHORT, 1_000_000));
                Http2Client client = Http2Client.open(edge.securePort(), INITIAL_WINDOW_SIZE, 0)) {
            // given
            client.await(Http2Client.SETTINGS);
            client.request(1, "POST", "/refused", false, "content-length", "100000");
            long slow = System.nanoTime() + 900_000_000L;

            // when
            Await.until("a body would be too slow", () -> System.nanoTime() - slow > 0);
            client.widen(1, 1_000);

            // then
            Reply reply = client.reply(1);
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.text()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        }
    }

    @Test
    @DisplayName("security-requirements 26, 28: a reply that is not taken is given up")
    void resetsAStreamWhoseWindowStaysShut() throws IOException {
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES.writeStall(Duration.ofMillis(600)));
                Http2Client client = Http2Client.open(edge.securePort(), INITIAL_WINDOW_SIZE, 0)) {
            // when
            client.await(Http2Client.SETTINGS);
            client.get(1, "/hello").get(3, "/large").get(5, "/later").widen(5, 100);

            // then
            assertThat(client.reply(1).reset()).isEqualTo(Http2Client.CANCEL);
            assertThat(client.reply(3).reset()).isEqualTo(Http2Client.CANCEL);
            assertThat(client.reply(5).text()).isEqualTo("late");
        }
    }

    @Test
    void goesOnWhileAWindowIsWidenedNowAndThen() throws IOException {
        // The pauses together are longer than a stall may be, each alone is much shorter.
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES.writeStall(Duration.ofSeconds(6)));
                Http2Client client = Http2Client.open(edge.securePort(), INITIAL_WINDOW_SIZE, 1)) {
            // given
            client.await(Http2Client.SETTINGS);
            client.greedyNoMore().get(1, "/hello");
            StringBuilder body = new StringBuilder();

            // when
            while (body.length() < 5) {
                Frame data = client.await(Http2Client.DATA);
                body.append(new String(data.payload(), StandardCharsets.US_ASCII));
                long next = System.nanoTime() + 2_000_000_000L;
                Await.until("two seconds have passed", () -> System.nanoTime() - next > 0);
                client.widen(1, 1);
            }

            // then
            assertThat(body.toString()).isEqualTo("hello");
        }
    }

    @Test
    @DisplayName("security-requirements 36: a reply is read no faster than its client takes it")
    void holdsAReplyBack() throws IOException {
        // given
        AtomicLong made = new AtomicLong();
        try (EdgeFixture edge = EdgeFixture.secure()
                        .route("GET", "/counted", exchange -> {
                            exchange.reply().body(new CountedBody(TestSteps.sliced(-1, 50_000, 180, null), made));
                            return Outcome.PROCEED;
                        })
                        .route("GET", "/hello", TestSteps.text(200, "hello"))
                        .deployed();
                Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            client.greedyNoMore().get(1, "/counted");
            long read = 0;
            while (read < 65_535) {
                read += client.await(Http2Client.DATA).payload().length;
            }

            // then
            assertThat(read).isEqualTo(65_535);
            assertThat(made.get()).isLessThanOrEqualTo(150_000);
            client.widen(0, 10_000_000).get(3, "/hello");
            assertThat(client.reply(3).text()).isEqualTo("hello");
            assertThat(made.get()).isLessThanOrEqualTo(150_000);
            client.widen(1, 10_000_000);
            Reply rest = client.reply(1);
            assertThat(read + rest.body().length).isEqualTo(9_000_000);
        }
    }

    @Test
    @DisplayName("security-requirements 27: a body that nobody takes shuts its stream's window, not the connection's")
    void holdsABodyBack() throws IOException {
        // given
        try (EdgeFixture edge = edge(limits -> limits);
                Http2Client client = Http2Client.open(edge.securePort())) {
            client.request(1, "POST", "/count", false);
            client.request(3, "POST", "/unread", false);
            for (int sent = 0; sent < 49_152; sent += 16_384) {
                client.data(3, new byte[16_384], false);
            }

            // when
            for (int sent = 0; sent < 49_152; sent += 16_384) {
                client.data(1, new byte[16_384], sent == 32_768);
            }

            // then
            boolean widened = false;
            Frame frame = client.next();
            while (!(frame.stream() == 1 && frame.type() == Http2Client.HEADERS)) {
                widened |= frame.type() == Http2Client.WINDOW_UPDATE && frame.stream() == 3;
                frame = client.next();
            }
            assertThat(frame.fields().status()).hasToString("200");
            assertThat(widened).isFalse();
        }
    }

    @Test
    @DisplayName("security-requirements 55: GOAWAY, and what is under way ends")
    void takesItsLeaveWhenTheNodeDrains() throws IOException {
        try (EdgeFixture edge = edge(limits -> limits);
                Http2Client busy = Http2Client.open(edge.securePort());
                Http2Client idle = Http2Client.open(edge.securePort())) {
            // given
            busy.get(1, "/much-later").get(3, "/hello");
            busy.reply(3);
            idle.get(1, "/hello").reply(1);

            // when
            var drained =
                    edge.server().drain(Duration.ZERO, Duration.ofSeconds(60)).toCompletableFuture();

            // then
            Frame first = busy.await(Http2Client.GOAWAY);
            assertThat(first.code()).isEqualTo(Http2Client.NO_ERROR);
            assertThat(first.lastStream()).isEqualTo(Integer.MAX_VALUE);
            assertThat(busy.get(5, "/hello").reply(5).text()).isEqualTo("hello");
            assertThat(busy.reply(1).text()).isEqualTo("late");
            assertThat(busy.end()).isLessThanOrEqualTo(Http2Client.NO_ERROR);
            assertThat(idle.end()).isEqualTo(Http2Client.NO_ERROR);
            assertThat(drained).succeedsWithin(Duration.ofSeconds(30));
            assertThatThrownBy(() -> Http2Client.open(edge.securePort())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    @DisplayName("security-requirements 26: a connection ends after its share of requests, and fails none")
    void takesItsLeaveAfterManyRequests() throws IOException {
        // given
        UnaryOperator<EdgeLimits> few = usual -> new EdgeLimits(
                usual.targetBytes(),
                usual.headerLines(),
                usual.headerValueBytes(),
                usual.bodyBytes(),
                usual.headTime(),
                usual.bodyRateGrace(),
                usual.bodyBytesPerSecond(),
                usual.writeStall(),
                usual.idleTime(),
                5);
        try (EdgeFixture edge = edge(few);
                Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            for (int call = 0; call < 8; call++) {
                assertThat(client.get(2 * call + 1, "/hello")
                                .reply(2 * call + 1)
                                .text())
                        .isEqualTo("hello");
            }

            // then
            assertThat(client.end()).isEqualTo(Http2Client.NO_ERROR);
        }
    }

    /** Counts what is read of another body. */
    private record CountedBody(Body body, AtomicLong made) implements Body {
        @Override
        public long declaredBytes() {
            return body.declaredBytes();
        }

        @Override
        public void readTo(Reader reader) {
            body.readTo(new Reader() {
                @Override
                public boolean accept(ByteBuf slice) {
                    made.addAndGet(slice.readableBytes());
                    return reader.accept(slice);
                }

                @Override
                public void end() {
                    reader.end();
                }

                @Override
                public void fail(Failure failure) {
                    reader.fail(failure);
                }
            });
        }

        @Override
        public void more() {
            body.more();
        }

        @Override
        public void cancel() {
            body.cancel();
        }
    }
}
