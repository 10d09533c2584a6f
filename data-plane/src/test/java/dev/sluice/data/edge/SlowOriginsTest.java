package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.RefusingPort;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.fixtures.Await;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 37, 48: a slow or dead origin costs the APIs of others nothing")
class SlowOriginsTest {
    private static final int HANGING = 200;
    private static final int CALLS = 200;
    private static final String TENANT = "210987654321";
    private static final String API = "zyxwvutsrq";
    private static final String FINE = "GET /prod/fine HTTP/1.1\r\nHost: " + API + ".execute-api.localhost\r\n\r\n";

    /** Far from the same, so that a busy machine blames nobody; yet far below ten times as much. */
    private static final int MOST_TIMES = 4;

    private static final int TRIES = 5;
    private static final int WARM_UPS = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ApiBed bed = new ApiBed(64 << 20);
    /** The same without bad origins: whatever else the machine does at a time slows both. */
    private final ApiBed undisturbed = new ApiBed(64 << 20);

    private final List<RawClient> clients = new ArrayList<>();

    SlowOriginsTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        bed.close();
        undisturbed.close();
    }

    @Test
    void callsOfAHealthyOriginAreAnsweredWhileOthersHang() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (RawOrigin healthy = RawOrigin.saying("fine");
                RawOrigin hanging = RawOrigin.running(connection -> {
                    connection.readRequest();
                    gate.await();
                })) {
            // given
            bed.deployed(StageDraft.stage("prod")
                    .method(
                            "GET",
                            "/hangs",
                            MethodDraft.httpProxy(hanging.url("/")).timeoutMillis(900_000)));
            warm(healthy);
            for (int index = 0; index < HANGING; index++) {
                RawClient client = bed.edge().client();
                clients.add(client);
                client.send(EdgeFixture.get("/hangs"));
            }
            Await.until("all calls hang", () -> hanging.requests().size() == HANGING);

            // then
            assertIsLikeUndisturbed();
            assertThat(hanging.openConnections()).isEqualTo(HANGING);
        } finally {
            gate.countDown();
        }
    }

    @Test
    void theBreakerOfADeadOriginIsItsOwn() throws Exception {
        try (RawOrigin healthy = RawOrigin.saying("fine");
                var dead = new RefusingPort()) {
            // given
            bed.deployed(StageDraft.stage("prod").method("GET", "/dead", MethodDraft.httpProxy(dead.url())));
            warm(healthy);
            for (int index = 0; index < HANGING; index++) {
                assertThat(bed.edge().call(EdgeFixture.get("/dead")).status()).isEqualTo(504);
            }

            // then
            assertIsLikeUndisturbed();
            assertThat(bed.edge().call(EdgeFixture.get("/dead")).status()).isEqualTo(504);
        }
    }

    /** What calls of an API take: the CPU time of the loops for all of them, and the time of the one in the middle. */
    private record Cost(long cpuNanos, long medianNanos) {
        Cost orMore(Cost other) {
            return new Cost(Math.max(cpuNanos, other.cpuNanos), Math.max(medianNanos, other.medianNanos));
        }

        boolean isLike(Cost other) {
            return cpuNanos < MOST_TIMES * other.cpuNanos && medianNanos < MOST_TIMES * other.medianNanos;
        }
    }

    /** Another tenant's API is there, and its code is warm. */
    private void warm(RawOrigin healthy) throws Exception {
        for (ApiBed each : List.of(bed, undisturbed)) {
            each.deployed(
                    TENANT,
                    API,
                    StageDraft.stage("prod").method("GET", "/fine", MethodDraft.httpProxy(healthy.url("/"))));
            for (int round = 0; round < WARM_UPS; round++) {
                var _ = cost(each);
            }
        }
    }

    /** A machine that is busy may spoil a try; what really is dearer is so each time. */
    private void assertIsLikeUndisturbed() throws Exception {
        List<Pair> seen = new ArrayList<>();
        do {
            Cost before = cost(undisturbed);
            Cost cost = cost(bed);
            seen.add(new Pair(cost, before.orMore(cost(undisturbed))));
        } while (seen.size() < TRIES && !seen.getLast().isAlike());
        assertThat(seen).anyMatch(Pair::isAlike);
    }

    /** What was seen at about one time. */
    private record Pair(Cost cost, Cost undisturbed) {
        boolean isAlike() {
            return cost.isLike(undisturbed);
        }
    }

    /** Calls one after the other, from connections of both loops; all of them are answered. */
    private static Cost cost(ApiBed bed) throws Exception {
        long[] nanos = new long[CALLS];
        long cpu = cpuNanos(bed);
        try (RawClient first = bed.edge().client();
                RawClient second = bed.edge().client()) {
            for (int index = 0; index < CALLS; index++) {
                RawClient client = index % 2 == 0 ? first : second;
                long start = System.nanoTime();
                assertThat(client.send(FINE).reply().body()).isEqualTo("fine");
                nanos[index] = System.nanoTime() - start;
            }
        }
        long spent = cpuNanos(bed) - cpu;
        Arrays.sort(nanos);
        return new Cost(spent, nanos[CALLS / 2]);
    }

    private static long cpuNanos(ApiBed bed) throws Exception {
        long nanos = 0;
        for (EventLoop loop : bed.edge().loops().each()) {
            nanos += THREADS.getThreadCpuTime(
                    loop.submit(() -> Thread.currentThread().threadId()).get());
        }
        return nanos;
    }
}
