package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 26: limits per source address")
class SourceLimitsTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();

    private static InetAddress address(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    }

    @Test
    void limitsTheOpenConnectionsOfOneAddress() throws IOException {
        // given
        var limits = new SourceLimits(new SourceLimits.Settings(100, 2, 100, 100, TrustedProxies.NONE), now::get);

        // then
        assertThat(limits.enter(address(1), false)).isTrue();
        assertThat(limits.enter(address(1), false)).isTrue();
        assertThat(limits.enter(address(1), false)).isFalse();
        assertThat(limits.enter(address(2), false)).isTrue();
        limits.leave(address(1));
        assertThat(limits.enter(address(1), false)).isTrue();
        assertThat(limits.open()).isEqualTo(3);
    }

    @Test
    void connectionsOfManyClientsCountForTheNodeAlone() throws IOException {
        // given
        var proxies = TrustedProxies.of(List.of("10.0.0.1"));
        var limits = new SourceLimits(new SourceLimits.Settings(4, 2, 2, 2, proxies), now::get);

        // then
        assertThat(limits.isProxy(address(1))).isTrue();
        assertThat(limits.isProxy(address(2))).isFalse();
        for (int connection = 0; connection < 4; connection++) {
            assertThat(limits.enterOfMany()).isTrue();
        }
        assertThat(limits.enterOfMany()).isFalse();
        assertThat(limits.addresses()).isZero();
        limits.leaveOfMany();
        assertThat(limits.open()).isEqualTo(3);
        assertThat(limits.enter(address(2), false)).isTrue();
    }

    @Test
    void limitsNewConnectionsPerSecond() throws IOException {
        // given
        var limits = new SourceLimits(new SourceLimits.Settings(100, 100, 2, 2, TrustedProxies.NONE), now::get);

        // when
        boolean[] entered = new boolean[5];
        for (int index = 0; index < 3; index++) {
            entered[index] = limits.enter(address(1), false);
        }
        now.addAndGet(SECOND / 2);
        entered[3] = limits.enter(address(1), false);
        entered[4] = limits.enter(address(1), false);

        // then
        assertThat(entered).containsExactly(true, true, false, true, false);
    }

    @Test
    void limitsTheWholeNode() throws IOException {
        // given
        var limits = new SourceLimits(new SourceLimits.Settings(3, 100, 100, 100, TrustedProxies.NONE), now::get);

        // when
        int entered = 0;
        for (int last = 1; last <= 5; last++) {
            entered += limits.enter(address(last), false) ? 1 : 0;
        }

        // then
        assertThat(entered).isEqualTo(3);
    }

    @Test
    void forgetsAddressesThatLeft() throws IOException {
        // given
        var limits = new SourceLimits(new SourceLimits.Settings(100, 100, 100, 100, TrustedProxies.NONE), now::get);
        limits.enter(address(1), false);
        limits.enter(address(2), false);
        limits.leave(address(2));

        // when
        now.addAndGet(2 * SECOND);
        limits.sweep();

        // then
        assertThat(limits.addresses()).isEqualTo(1);
    }

    @Test
    void aConnectionTooManyIsClosedAtOnceAndCounted() throws IOException {
        try (EdgeFixture edge = new EdgeFixture(
                                WatchedLoops.start(1),
                                EdgeLimits.defaults(),
                                new SourceLimits.Settings(100, 2, 100, 100, TrustedProxies.NONE),
                                true)
                        .route("GET", "/x", TestSteps.text(200, "x"))
                        .deployed();
                RawClient first = edge.client();
                RawClient second = edge.client()) {
            // given
            first.send(EdgeFixture.get("/x")).reply();
            second.send(EdgeFixture.get("/x")).reply();

            // when
            try (RawClient third = edge.client()) {
                assertThat(third.isClosedByServer()).isTrue();
            }
            second.reset();

            // then
            Await.until("the place is free", () -> edge.telemetry().snapshot().openConnections() == 1);
            assertThat(edge.call(EdgeFixture.get("/x")).body()).isEqualTo("x");
            assertThat(edge.telemetry().snapshot().refusedConnections()).isEqualTo(1);
        }
    }
}
