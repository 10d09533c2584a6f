package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 37, 48: a slow or dead origin costs other APIs nothing")
class SlowOriginsTest {
    private static final int HANGING = 200;
    private static final int CALLS = 200;

    private final ApiBed bed = new ApiBed(64 << 20);
    private final List<RawClient> clients = new ArrayList<>();

    SlowOriginsTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        bed.close();
    }

    private static int deadPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return closed.getLocalPort();
        }
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
                    .method("GET", "/fine", MethodDraft.httpProxy(healthy.url("/")))
                    .method("GET", "/hangs", MethodDraft.httpProxy(hanging.url("/"))));
            for (int index = 0; index < HANGING; index++) {
                RawClient client = bed.edge().client();
                clients.add(client);
                client.send(EdgeFixture.get("/hangs"));
            }
            Await.until("all calls hang", () -> hanging.requests().size() == HANGING);

            // when
            long slowestMillis = slowest("/fine");

            // then
            assertThat(slowestMillis).isLessThan(500);
            assertThat(hanging.openConnections()).isEqualTo(HANGING);
        } finally {
            gate.countDown();
        }
    }

    @Test
    void theBreakerOfADeadOriginIsItsOwn() throws Exception {
        try (RawOrigin healthy = RawOrigin.saying("fine")) {
            // given
            bed.deployed(StageDraft.stage("prod")
                    .method("GET", "/fine", MethodDraft.httpProxy(healthy.url("/")))
                    .method("GET", "/dead", MethodDraft.httpProxy("http://127.0.0.1:" + deadPort() + "/")));
            for (int index = 0; index < HANGING; index++) {
                assertThat(bed.edge().call(EdgeFixture.get("/dead")).status()).isEqualTo(504);
            }

            // when
            long slowestMillis = slowest("/fine");

            // then
            assertThat(slowestMillis).isLessThan(500);
            assertThat(bed.edge().call(EdgeFixture.get("/dead")).status()).isEqualTo(504);
        }
    }

    /** Calls one after the other, from connections of both loops; all of them are answered. */
    private long slowest(String path) throws IOException {
        long slowest = 0;
        try (RawClient first = bed.edge().client();
                RawClient second = bed.edge().client()) {
            for (int index = 0; index < CALLS; index++) {
                RawClient client = index % 2 == 0 ? first : second;
                long start = System.nanoTime();
                var reply = client.send(EdgeFixture.get(path)).reply();
                assertThat(reply.body()).isEqualTo("fine");
                slowest = Math.max(slowest, System.nanoTime() - start);
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }
}
