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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 55: a drain fails no call")
class DrainTest {
    @Test
    void letsRunningCallsEndAndClosesTheRest() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                        .route("GET", "/later", TestSteps.later(400, "late"))
                        .route("GET", "/hello", TestSteps.text(200, "hello"))
                        .deployed();
                RawClient busy = edge.client();
                RawClient reused = edge.client();
                RawClient idle = edge.client()) {
            // given
            idle.send(EdgeFixture.get("/hello")).reply();
            reused.send(EdgeFixture.get("/hello")).reply();
            busy.send(EdgeFixture.get("/later"));

            // when
            CompletableFuture<Void> drained =
                    edge.server().drain(Duration.ZERO, Duration.ofSeconds(10)).toCompletableFuture();

            // then
            assertThat(reused.send(EdgeFixture.get("/hello")).reply().field("Connection"))
                    .isEqualTo("close");
            var last = busy.reply();
            assertThat(last.body()).isEqualTo("late");
            assertThat(last.field("Connection")).isEqualTo("close");
            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(drained).succeedsWithin(Duration.ofSeconds(9));
            assertThatThrownBy(edge::client).isInstanceOf(ConnectException.class);
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
            assertThat(drained).succeedsWithin(Duration.ofSeconds(5));
            assertThat(edge.server().close().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(busy.isClosedByServer()).isTrue();
        }
    }

    @Test
    void noCallFailsUnderLoad() throws Exception {
        try (EdgeFixture edge = new EdgeFixture()
                .route("GET", "/later", TestSteps.later(5, "late"))
                .deployed()) {
            // given
            AtomicInteger served = new AtomicInteger();
            List<Throwable> failed = new ArrayList<>();
            List<Thread> clients = new ArrayList<>();
            for (int index = 0; index < 8; index++) {
                clients.add(Thread.ofVirtual().start(() -> {
                    try (RawClient client = edge.client()) {
                        String connection = "keep-alive";
                        while ("keep-alive".equals(connection)) {
                            connection = client.send(EdgeFixture.get("/later"))
                                    .reply()
                                    .field("Connection");
                            served.incrementAndGet();
                        }
                    } catch (IOException failure) {
                        synchronized (failed) {
                            failed.add(failure);
                        }
                    }
                }));
            }
            Await.until("calls are served", () -> served.get() > 100);

            // when
            edge.server()
                    .drain(Duration.ZERO, Duration.ofSeconds(10))
                    .toCompletableFuture()
                    .get(9, TimeUnit.SECONDS);

            // then
            for (Thread client : clients) {
                client.join(5_000);
            }
            assertThat(failed).isEmpty();
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
            assertThat(loops.stop().awaitUninterruptibly(5_000)).isTrue();
        }
    }

    @Test
    @DisplayName("the listener stays open for the delay, and every answer closes its connection")
    void firstNotReadyThenClosed() throws IOException {
        try (EdgeFixture edge = new EdgeFixture()
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .deployed()) {
            try (RawClient silent = edge.client()) {
                // when
                var drained = edge.server()
                        .drain(Duration.ofMillis(800), Duration.ofSeconds(10))
                        .toCompletableFuture();

                // then
                assertThat(edge.call(EdgeFixture.get("/hello")).field("Connection"))
                        .isEqualTo("close");
                assertThat(drained).isNotDone();
                assertThat(silent.isClosedByServer()).isTrue();
                assertThat(drained).succeedsWithin(Duration.ofSeconds(5));
                assertThatThrownBy(edge::client).isInstanceOf(ConnectException.class);
            }
        }
    }
}
