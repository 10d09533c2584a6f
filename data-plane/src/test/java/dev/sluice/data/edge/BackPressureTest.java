package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.Callers;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.StageRefused;
import dev.sluice.data.targets.Targets;
import dev.sluice.fixtures.Await;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Large bodies through the whole node, with one side that stops: the other one waits, and the node's memory stays. */
@DisplayName("security-requirements 36: streaming keeps to the pace of the slower side")
class BackPressureTest {
    private static final int BODY_BYTES = 40 * 1024 * 1024;
    private static final int PIECE_BYTES = 64 * 1024;

    /** What the kernel's buffers of two connections may take on the way. */
    private static final long KERNEL_BYTES = 24L * 1024 * 1024;

    /** Two of Netty's chunks of memory, whatever the body's size. */
    private static final long NODE_BYTES = 8L * 1024 * 1024;

    private static final String TENANT = "123456789012";

    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Loops loops = WatchedLoops.start(1);
    private final EdgeFixture edge = new EdgeFixture(loops, limits(), SourceLimits.Settings.defaults(), false);
    private final OriginClient origins = new OriginClient(
            new AddressRules(List.of("127.0.0.0/8"), List.of()),
            new OriginLimits(
                    4,
                    4,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(30),
                    BODY_BYTES,
                    3,
                    Duration.ofSeconds(1)),
            new OriginTls(List.of()),
            loops.clientChannel());

    BackPressureTest() throws IOException {}

    private static EdgeLimits limits() {
        EdgeLimits usual = EdgeLimits.defaults();
        return new EdgeLimits(
                usual.targetBytes(),
                usual.headerLines(),
                usual.headerValueBytes(),
                BODY_BYTES,
                usual.headTime(),
                usual.bodyRateGrace(),
                usual.bodyBytesPerSecond(),
                usual.writeStall(),
                usual.idleTime(),
                usual.requestsPerConnection());
    }

    @AfterEach
    void stop() {
        gate.countDown();
        origins.close();
        edge.close();
    }

    private void proxy(String verb, RawOrigin origin) throws StageRefused {
        var stage = StageDraft.stage("prod")
                .of(TENANT, EdgeFixture.API)
                .method(verb, "/big", MethodDraft.httpProxy(origin.url("/")).verb(verb))
                .snapshot();
        var compiler = new StageCompiler(
                new GatewayResponder(BODY_BYTES),
                origins,
                NanoClock.SYSTEM,
                Transforming.upTo(BODY_BYTES),
                Transforming.with(new Targets()),
                Callers.of(new AccessKeys(Transforming.ARNS)));
        edge.stage(EdgeFixture.API, "prod", new Lookup.Found(compiler.compile(stage, null)));
    }

    @Test
    void anOriginWaitsForAClientThatTakesNothing() throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + BODY_BYTES + "\r\n\r\n");
                    for (int sent = 0; sent < BODY_BYTES; sent += PIECE_BYTES) {
                        connection.write(new byte[PIECE_BYTES]);
                        written.addAndGet(PIECE_BYTES);
                    }
                    connection.awaitEnd();
                });
                RawClient client = new RawClient(edge.port(), 65_536)) {
            // given
            proxy("GET", origin);
            long memory = directMemory();

            // when
            client.send(EdgeFixture.get("/big"));
            awaitStandstill();

            // then
            assertThat(written.get()).isLessThan(KERNEL_BYTES);
            assertThat(directMemory() - memory).isLessThan(NODE_BYTES);
            assertThat(client.reply().body()).hasSize(BODY_BYTES);
            assertThat(directMemory() - memory).isLessThan(NODE_BYTES);
        }
    }

    @Test
    void aClientWaitsForAnOriginThatTakesNothing() throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readHead();
                    gate.await();
                    connection.in().skipNBytes(BODY_BYTES);
                    connection.write(RawOrigin.ok("taken"));
                });
                RawClient client = edge.client()) {
            // given
            proxy("POST", origin);
            long memory = directMemory();
            client.send(EdgeFixture.head("POST", "/big") + "Content-Length: " + BODY_BYTES + "\r\n\r\n");

            // when
            var upload = CompletableFuture.runAsync(() -> upload(client), Thread::startVirtualThread);
            awaitStandstill();

            // then
            assertThat(written.get()).isLessThan(KERNEL_BYTES);
            assertThat(directMemory() - memory).isLessThan(NODE_BYTES);
            gate.countDown();
            assertThat(client.reply().body()).isEqualTo("taken");
            assertThat(upload).succeedsWithin(Duration.ofSeconds(60));
            assertThat(directMemory() - memory).isLessThan(NODE_BYTES);
        }
    }

    private void upload(RawClient client) {
        try {
            for (int sent = 0; sent < BODY_BYTES; sent += PIECE_BYTES) {
                client.send(new byte[PIECE_BYTES]);
                written.addAndGet(PIECE_BYTES);
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Waits until something was written, and then nothing for half a second. */
    private void awaitStandstill() {
        long[] seen = {0, System.nanoTime()};
        Await.until("the writer waits", () -> {
            if (written.get() != seen[0]) {
                seen[0] = written.get();
                seen[1] = System.nanoTime();
            }
            return seen[0] > 0 && System.nanoTime() - seen[1] > 500_000_000L;
        });
    }

    private static long directMemory() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
