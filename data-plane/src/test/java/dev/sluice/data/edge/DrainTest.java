package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.routing.HostForms;
import dev.sluice.data.stage.Lookup;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 55: a drain fails no call")
class DrainTest {
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Less than the time for which a connection may lie idle while the node drains: a client that turns slower may be cut. */
    private static final long QUICK_NANOS = Duration.ofMillis(400).toNanos();

    /** What needs quick clients; tells whether they were so, and fails when they were and yet lost a call. */
    @FunctionalInterface
    private interface Attempt {
        boolean wasQuick() throws Exception;
    }

    private static void untilClientsAreQuick(Attempt attempt) throws Exception {
        boolean quick = false;
        for (int count = 0; !quick && count < 3; count++) {
            quick = attempt.wasQuick();
        }
        assertThat(quick).as("all clients were quick in one of three tries").isTrue();
    }

    @Test
    void letsRunningCallsEndAndClosesTheRest() throws Exception {
        untilClientsAreQuick(DrainTest::runningCallsEnd);
    }

    private static boolean runningCallsEnd() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                        .route("GET", "/later", TestSteps.later(3_000, "late"))
                        .route("GET", "/hello", TestSteps.text(200, "hello"))
                        .deployed();
                RawClient busy = edge.client();
                RawClient reused = edge.client();
                RawClient idle = edge.client()) {
            // given
            idle.send(EdgeFixture.get("/hello")).reply();
            long idleSince = System.nanoTime();
            reused.send(EdgeFixture.get("/hello")).reply();
            busy.send(EdgeFixture.get("/later"));

            // when
            CompletableFuture<Void> drained =
                    edge.server().drain(Duration.ZERO, GRACE).toCompletableFuture();

            // then
            String connection;
            try {
                connection = reused.send(EdgeFixture.get("/hello")).reply().field("Connection");
            } catch (IOException cut) {
                if (System.nanoTime() - idleSince > QUICK_NANOS) {
                    return false;
                }
                throw cut;
            }
            assertThat(connection).isEqualTo("close");
            var last = busy.reply();
            assertThat(last.body()).isEqualTo("late");
            assertThat(last.field("Connection")).isEqualTo("close");
            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(drained).succeedsWithin(LIMIT);
            assertThatThrownBy(edge::client).isInstanceOf(ConnectException.class);
            return true;
        }
    }

    @Test
    void endsWithTheGrace() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                        .route("GET", "/never", _ -> Outcome.PENDING)
                        .deployed();
                RawClient busy = edge.client()) {
            // given
            busy.send(EdgeFixture.get("/never"));

            // when
            var drained =
                    edge.server().drain(Duration.ZERO, Duration.ofMillis(300)).toCompletableFuture();

            // then
            assertThat(drained).succeedsWithin(LIMIT);
            assertThat(edge.server().close().toCompletableFuture()).succeedsWithin(LIMIT);
            assertThat(busy.isClosedByServer()).isTrue();
        }
    }

    @Test
    void noCallFailsUnderLoad() throws Exception {
        untilClientsAreQuick(DrainTest::noneOfManyCallsFails);
    }

    private static boolean noneOfManyCallsFails() throws Exception {
        try (EdgeFixture edge = new EdgeFixture()
                .route("GET", "/later", TestSteps.later(5, "late"))
                .deployed()) {
            // given
            List<Caller> callers = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int index = 0; index < 8; index++) {
                Caller caller = new Caller(edge);
                callers.add(caller);
                threads.add(Thread.ofVirtual().start(caller));
            }
            Await.until(
                    "calls of each are served",
                    () -> callers.stream().allMatch(caller -> caller.served.get() > 12 || caller.failed != null));

            // when
            edge.server().drain(Duration.ZERO, GRACE).toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            // then
            for (Thread thread : threads) {
                assertThat(thread.join(LIMIT)).isTrue();
            }
            assertThat(callers)
                    .filteredOn(caller -> caller.failed != null && !caller.wasSlow)
                    .extracting(caller -> caller.failed)
                    .isEmpty();
            return callers.stream().noneMatch(caller -> caller.wasSlow);
        }
    }

    /** Calls on one connection until it is told that this closes. */
    private static final class Caller implements Runnable {
        private final EdgeFixture edge;
        private final AtomicInteger served = new AtomicInteger();
        private volatile @Nullable IOException failed;
        private volatile boolean wasSlow;

        Caller(EdgeFixture edge) {
            this.edge = edge;
        }

        @Override
        public void run() {
            long idleSince = System.nanoTime();
            try (RawClient client = edge.client()) {
                String connection = "keep-alive";
                while ("keep-alive".equals(connection)) {
                    long start = System.nanoTime();
                    connection = client.send(EdgeFixture.get("/later")).reply().field("Connection");
                    idleSince = start;
                    served.incrementAndGet();
                }
            } catch (IOException failure) {
                wasSlow = System.nanoTime() - idleSince > QUICK_NANOS;
                failed = failure;
            }
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()) {
            Loops loops = WatchedLoops.start(1);
            var settings = new EdgeSettings(
                    "127.0.0.1",
                    edge.port(),
                    new HostForms("us-east-1", "localhost"),
                    false,
                    EdgeLimits.defaults(),
                    SourceLimits.Settings.defaults(),
                    null,
                    List.of());
            var second = new EdgeServer(
                    settings,
                    new EdgeServer.Parts(
                            loops,
                            (_, _) -> new Lookup.Unknown(),
                            new GatewayResponder(EdgeLimits.defaults().bodyBytes()),
                            edge.telemetry(),
                            null));
            assertThatThrownBy(second::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + edge.port());
            assertThat(loops.stop().awaitUninterruptibly(60_000)).isTrue();
        }
    }

    @Test
    @DisplayName("the listener stays open for the delay, and every answer closes its connection")
    void firstNotReadyThenClosed() throws IOException {
        try (EdgeFixture edge = new EdgeFixture(EdgeTimes.LONG_ONES)
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .deployed()) {
            // when
            var drained = edge.server().drain(Duration.ofSeconds(5), GRACE).toCompletableFuture();

            // then
            assertThat(edge.call(EdgeFixture.get("/hello")).field("Connection")).isEqualTo("close");
            assertThat(drained).isNotDone();
            try (RawClient silent = edge.client()) {
                assertThat(silent.isClosedByServer()).isTrue();
                assertThat(drained).succeedsWithin(LIMIT);
                assertThatThrownBy(edge::client).isInstanceOf(ConnectException.class);
            }
        }
    }
}
