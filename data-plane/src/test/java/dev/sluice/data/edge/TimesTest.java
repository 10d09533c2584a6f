package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.fixtures.Await;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of security-requirements 26, made short, and what happens when a client leaves. */
class TimesTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    /** Long enough to begin in. */
    private static final EdgeTimes HEAD = EdgeTimes.LONG_ONES.head(Duration.ofSeconds(2));

    private static final EdgeTimes BODY = EdgeTimes.LONG_ONES.body(SHORT, 500);
    private static final EdgeTimes IDLE = HEAD.idle(SHORT);

    private final ConcurrentLinkedQueue<String> cancelled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger silent = new AtomicInteger();

    private EdgeFixture edge(EdgeTimes times) throws IOException {
        return new EdgeFixture(times)
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .route("GET", "/silent", this::silent)
                .route("GET", "/later", TestSteps.later(3_000, "late"))
                .route("POST", "/count", TestSteps::count)
                .route("POST", "/silent", this::silent)
                .route("GET", "/big", TestSteps.body(TestSteps.sliced(400_000_000, 4_000_000, 100, null)))
                .deployed();
    }

    private Outcome silent(Exchange exchange) {
        Outcome outcome = new TestSteps.Silent(cancelled).run(exchange);
        silent.incrementAndGet();
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /prod/hello HTTP/1.1\r\n", "GET /prod/hello HTTP/1.1\r\nHost: a\r\nX:"})
    void aHeadThatDoesNotEndIsLate(String part) throws IOException {
        try (EdgeFixture edge = edge(HEAD);
                RawClient client = edge.client()) {
            // when
            client.send(part);

            // then
            var reply = client.reply();
            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.body()).isEqualTo("{\"message\":\"Request Timeout\"}");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aHeadThatComesInDropsIsLateAllTheSame() throws IOException {
        try (EdgeFixture edge = edge(HEAD);
                RawClient client = edge.client()) {
            // given
            client.send("GET /prod/hello HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\nX: ");
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();

            // when
            while (System.nanoTime() < end) {
                client.sendAnyway(new byte[] {'x'});
                LockSupport.parkNanos(50_000_000);
            }

            // then
            assertThat(client.reply().status()).isEqualTo(408);
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosedSilently() throws IOException {
        try (EdgeFixture edge = edge(HEAD);
                RawClient client = edge.client()) {
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aSecondHeadHasItsOwnTime() throws IOException {
        try (EdgeFixture edge = edge(HEAD);
                RawClient client = edge.client()) {
            assertThat(client.send(EdgeFixture.get("/later")).reply().body()).isEqualTo("late");
            client.send("GET /prod");
            assertThat(client.reply().status()).isEqualTo(408);
        }
    }

    @Test
    void anIdleConnectionIsClosedSilently() throws IOException {
        try (EdgeFixture edge = edge(IDLE);
                RawClient client = edge.client()) {
            client.send(EdgeFixture.get("/hello")).reply();
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aLineEndTooManyBetweenTwoRequestsIsNoHead() throws IOException {
        try (EdgeFixture edge = edge(IDLE);
                RawClient client = edge.client()) {
            client.send(EdgeFixture.get("/hello") + "\r\n").reply();
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void aSlowBodyIsRefused() throws IOException {
        try (EdgeFixture edge = edge(BODY);
                RawClient client = edge.client()) {
            client.send(EdgeFixture.head("POST", "/count") + "Content-Length: 1000\r\n\r\nabc");
            var reply = client.reply();
            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.field("Connection")).isEqualTo("close");
        }
    }

    @Test
    void aBodyAtTheRateIsNot() throws IOException {
        try (EdgeFixture edge = edge(BODY);
                RawClient client = edge.client()) {
            // given
            client.send(EdgeFixture.head("POST", "/count") + "Content-Length: 4500\r\n\r\n" + "x".repeat(2_500));

            // when
            for (int part = 0; part < 10; part++) {
                client.send("x".repeat(200));
                LockSupport.parkNanos(100_000_000);
            }

            // then
            assertThat(client.reply().body()).isEqualTo("4500");
        }
    }

    @Test
    void aBodyThatThisNodeDoesNotReadIsNotSlow() throws IOException {
        try (EdgeFixture edge = edge(BODY);
                RawClient client = edge.client()) {
            // given
            client.send(EdgeFixture.head("POST", "/silent") + "Content-Length: 1000000\r\n\r\n" + "x".repeat(200_000));

            // when
            LockSupport.parkNanos(1_200_000_000);

            // then
            assertThat(silent).hasValue(1);
            assertThat(cancelled).isEmpty();
            client.reset();
            Await.until("the call is cancelled", () -> cancelled.size() == 1);
        }
    }

    @Test
    void aClientThatTakesNothingIsClosed() throws IOException {
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES.writeStall(SHORT));
                RawClient client = new RawClient(edge.port(), 4_096)) {
            // given
            client.send(EdgeFixture.get("/big"));
            Await.until(
                    "the connection is open", () -> edge.telemetry().snapshot().openConnections() > 0);

            // when
            Await.until(
                    "the connection is closed",
                    () -> edge.telemetry().snapshot().openConnections() == 0);

            // then
            assertThat(edge.telemetry().snapshot().statusClasses().get(1)).isPositive();
        }
    }

    @Test
    void aClientThatResetsCancelsItsCall() throws IOException {
        try (EdgeFixture edge = edge(EdgeTimes.LONG_ONES)) {
            // given
            RawClient client = edge.client();
            client.send(EdgeFixture.get("/silent"));
            Await.until("the call runs", () -> silent.get() == 1);

            // when
            client.reset();

            // then
            Await.until("the call is cancelled", () -> cancelled.size() == 1);
        }
    }

    @Test
    void aClientThatEndsItsOutputWhileACallRunsIsGone() throws IOException {
        for (Loops loops : new Loops[] {WatchedLoops.start(1), WatchedLoops.startNio(1)}) {
            ConcurrentLinkedQueue<String> left = new ConcurrentLinkedQueue<>();
            try (EdgeFixture each = new EdgeFixture(
                                    loops, EdgeLimits.defaults(), SourceLimits.Settings.defaults(), true)
                            .route("GET", "/silent", new TestSteps.Silent(left))
                            .deployed();
                    RawClient client = each.client()) {
                // when
                client.send(EdgeFixture.get("/silent")).endOutput();

                // then
                Await.until("the call is cancelled on " + loops.transport(), () -> !left.isEmpty());
                assertThat(client.isClosedByServer()).isTrue();
                Await.until(
                        "it is counted on " + loops.transport(),
                        () -> each.telemetry().snapshot().clientsGone() > 0);
                assertThat(each.telemetry().snapshot().clientsGone()).isEqualTo(1);
            }
        }
    }

    @Test
    void aBugInTheUpkeepOfOneConnectionEndsThatOneAlone() throws IOException {
        try (EdgeFixture each = new EdgeFixture(
                                WatchedLoops.start(1),
                                HEAD.body(SHORT, 500).apply(EdgeLimits.defaults()),
                                SourceLimits.Settings.defaults(),
                                true)
                        .route("POST", "/broken", exchange -> {
                            exchange.request().body().readTo(new Body.Reader() {
                                @Override
                                public boolean accept(ByteBuf slice) {
                                    slice.release();
                                    return true;
                                }

                                @Override
                                public void end() {}

                                @Override
                                public void fail(Failure failure) {
                                    throw new IllegalStateException("a bug");
                                }
                            });
                            return Outcome.PENDING;
                        })
                        .deployed();
                RawClient broken = each.client()) {
            // given
            broken.send(EdgeFixture.head("POST", "/broken") + "Content-Length: 1000\r\n\r\nabc");
            assertThat(broken.isClosedByServer()).isTrue();

            // then
            try (RawClient silent = each.client()) {
                assertThat(silent.isClosedByServer()).isTrue();
            }
        }
    }
}
