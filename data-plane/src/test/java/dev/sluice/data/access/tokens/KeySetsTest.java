package dev.sluice.data.access.tokens;

import static dev.sluice.data.fixtures.TokenDraft.FIRST;
import static dev.sluice.data.fixtures.TokenDraft.SECOND;
import static dev.sluice.data.fixtures.TokenDraft.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.access.tokens.KeySource.Renewal;
import dev.sluice.data.fixtures.KeyServer;
import dev.sluice.data.fixtures.TestClock;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 39, 46, 54: a node's key sets in their time")
class KeySetsTest {
    private final KeyServer server = new KeyServer();
    private final TestClock clock = new TestClock();
    private final Loops loops = WatchedLoops.startNio(1);
    private final OriginClient client = new OriginClient(
            new AddressRules(List.of("127.0.0.0/8"), List.of()),
            OriginLimits.DEFAULT,
            new OriginTls(List.of()),
            loops.clientChannel());
    private final KeySets sets = new KeySets(
            new KeyFetch(client, loops.each(), ForkJoinPool.commonPool()), ForkJoinPool.commonPool(), clock);

    KeySetsTest() throws IOException {}

    @AfterEach
    void stop() {
        sets.close();
        client.close();
        loops.stop().syncUninterruptibly();
        server.close();
    }

    private Issuer issuer(String tenant, String name) {
        var origin = new OriginKey(tenant, "127.0.0.1", server.port(), false, false);
        return new Issuer(Issuer.Kind.USER_POOL, tenant, name, new Issuer.Place(origin, "keys.example", "/" + name));
    }

    private Renewal renewed(KeySource source) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Renewal renewal = source.renew(new KeySource.Waiter(loops.each().getFirst(), told::countDown), clock.nanos());
        if (renewal == Renewal.UNDER_WAY) {
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        }
        return renewal;
    }

    @Test
    void aSetInUseIsFetchedAnewInTheBackground() throws InterruptedException {
        // given
        Issuer issuer = issuer("1", "a");
        renewed(sets.source(issuer));
        long first = sets.version(issuer);

        // when
        clock.forward(Duration.ofMinutes(4));
        sets.look(clock.nanos());
        int early = server.requests().size();
        server.holds(key("second", SECOND));
        clock.forward(Duration.ofMinutes(1));
        sets.look(clock.nanos());

        // then
        Await.until("the other set is there", () -> sets.version(issuer) != first);
        assertThat(early).isEqualTo(1);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void theSameDocumentIsTheSameVersion() throws InterruptedException {
        // given
        Issuer issuer = issuer("1", "a");
        KeySource source = sets.source(issuer);
        renewed(source);
        long first = sets.version(issuer);

        // when
        renewed(source);

        // then
        assertThat(server.requests()).hasSize(2);
        assertThat(sets.version(issuer)).isEqualTo(first).isPositive();
    }

    @Test
    void withoutASetItIsAskedForAtGrowingDistances() throws InterruptedException {
        // given
        server.answers(500, "");
        KeySource source = sets.source(issuer("1", "a"));

        // when, then
        for (int wait : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            assertThat(renewed(source)).isEqualTo(Renewal.UNDER_WAY);
            clock.forward(Duration.ofSeconds(wait).minusMillis(1));
            assertThat(renewed(source)).isEqualTo(Renewal.NOT_NOW);
            clock.forward(Duration.ofMillis(1));
        }
        assertThat(server.requests()).hasSize(7);
    }

    @Test
    void anIssuerThatIsGoneIsAskedForHalfAMinuteLater() throws InterruptedException {
        // given
        KeySource source = sets.source(issuer("1", "a"));
        renewed(source);
        server.answers(404, "");
        renewed(source);

        // when
        clock.forward(Duration.ofSeconds(29));
        Renewal early = renewed(source);
        clock.forward(Duration.ofSeconds(1));
        Renewal later = renewed(source);

        // then
        assertThat(source.current(clock.nanos())).isNull();
        assertThat(early).isEqualTo(Renewal.NOT_NOW);
        assertThat(later).isEqualTo(Renewal.UNDER_WAY);
    }

    @Test
    void moreThanSoManyDoNotWait() {
        // given
        server.shut();
        KeySource source = sets.source(issuer("1", "a"));
        var waiter = new KeySource.Waiter(loops.each().getFirst(), () -> {});
        IntStream.range(0, 1_024)
                .forEach(number ->
                        assertThat(source.renew(waiter, clock.nanos())).isEqualTo(Renewal.UNDER_WAY));

        // when
        Renewal renewal = source.renew(waiter, clock.nanos());

        // then
        assertThat(renewal).isEqualTo(Renewal.CROWDED);
    }

    @Test
    void tenantsShareNothing() throws InterruptedException {
        // given
        renewed(sets.source(issuer("1", "a")));

        // then
        assertThat(sets.version(issuer("1", "a"))).isPositive();
        assertThat(sets.version(issuer("2", "a"))).isZero();
    }

    @Test
    void whatNoCallHasNeededForADayIsForgotten() throws InterruptedException {
        // given
        renewed(sets.source(issuer("1", "a")));
        clock.forward(Duration.ofHours(23));
        renewed(sets.source(issuer("1", "b")));

        // when
        clock.forward(Duration.ofHours(2));
        sets.look(clock.nanos());

        // then
        assertThat(sets.size()).isEqualTo(1);
    }

    @Test
    void aTenantHasItsShareAndLosesWhatItNeededLongestAgo() throws InterruptedException {
        // given
        renewed(sets.source(issuer("2", "mine")));
        Issuer first = issuer("1", "a0");
        renewed(sets.source(first));

        // when
        for (int number = 1; number <= KeySets.MOST_OF_TENANT; number++) {
            clock.forward(Duration.ofSeconds(2));
            var _ = sets.source(issuer("1", "a" + number));
        }

        // then
        assertThat(sets.size()).isEqualTo(KeySets.MOST_OF_TENANT + 1);
        assertThat(sets.version(first)).isZero();
        assertThat(sets.version(issuer("2", "mine"))).isPositive();
    }

    @Test
    void largeSetsMakeRoomAtTheTenantThatHoldsTheMostKeys() throws InterruptedException {
        // given
        renewed(sets.source(issuer("2", "mine")));
        String[] many = IntStream.range(0, 100)
                .mapToObj(number -> key("k" + number, FIRST))
                .toArray(String[]::new);
        server.holds(many);
        for (int number = 0; number < 170; number++) {
            clock.forward(Duration.ofMillis(1_500));
            renewed(sets.source(issuer("1", "a" + number)));
        }

        // when
        sets.look(clock.nanos());

        // then
        assertThat(sets.size()).isEqualTo(1 + 163);
        assertThat(sets.version(issuer("2", "mine"))).isPositive();
        assertThat(sets.version(issuer("1", "a169"))).isPositive();
    }
}
