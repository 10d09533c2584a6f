package dev.sluice.data.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("issue 5: a global rate over several nodes, by the demand in their heartbeats")
class SharedBucketsTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Rate RATE = Rate.perSecond(100);
    private static final Burst BURST = new Burst(100);

    private static void assertKept(SimulatedNodes nodes, double rate, long fromMillis) {
        List<Long> counts = nodes.admittedInAny(TEN_SECONDS, fromMillis, nodes.nowMillis());
        assertThat(Collections.min(counts)).isGreaterThanOrEqualTo(Math.round(rate * 10 * 0.97));
        assertThat(Collections.max(counts)).isLessThanOrEqualTo(Math.round(rate * 10 * 1.03));
    }

    private static void assertNeverAbove(SimulatedNodes nodes, long fromMillis) {
        assertThat(Collections.max(nodes.admittedInAny(TEN_SECONDS, fromMillis, nodes.nowMillis())))
                .isLessThanOrEqualTo(1_030);
    }

    @ParameterizedTest(name = "{0}/s, burst {1}, asked for {2} of it, by {3} {4} {5}")
    @CsvSource({
        "100, 100, 1.2, 0.90, 0.05, 0.05",
        "100, 50, 1.5, 0.90, 0.05, 0.05",
        "100, 200, 4, 0.05, 0.90, 0.05",
        "1000, 500, 1.2, 0.05, 0.05, 0.90",
        "1000, 100, 10, 0.90, 0.05, 0.05",
        "100, 50, 1.5, 0.34, 0.33, 0.33",
        "1000, 500, 2, 0.34, 0.33, 0.33",
        "100, 100, 1.3, 1, 0, 0",
        "100, 100, 1.5, 0.6, 0.4, 0"
    })
    void keepsToTheRateHoweverTheLoadIsSpread(
            double rate, int burst, double asked, double first, double second, double third) {
        // given
        var nodes = new SimulatedNodes(3, Rate.perSecond(rate), new Burst(burst));
        double load = rate * asked;

        // when
        nodes.run(Duration.ofSeconds(32), load * first, load * second, load * third);

        // then
        assertKept(nodes, rate, SETTLING.toMillis());
    }

    @Test
    void keepsToTheRateWhileManyKeysOfAnotherTenantCall() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.keysOfAnotherTenant(2_000);

        // when
        nodes.run(Duration.ofSeconds(32), 108, 6, 6);

        // then
        assertKept(nodes, 100, SETTLING.toMillis());
    }

    @Test
    void refusesNothingThatTheRateAllows() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.run(SETTLING, 72, 4, 4);
        long start = nodes.nowMillis();
        long before = nodes.admitted(0, SETTLING);

        // when
        nodes.run(Duration.ofSeconds(30), 72, 4, 4);

        // then
        assertThat(before).isGreaterThan(140);
        assertThat(nodes.admitted(start, Duration.ofSeconds(30))).isBetween(2_300L, 2_500L);
    }

    /** Its burst comes later, its rate is there: a client that calls another node all of a sudden is not refused. */
    @Test
    void refusesNextToNothingOfALightLoadThatMovesToAnotherNode() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.run(TEN_SECONDS, 10, 0, 0);
        long moved = nodes.nowMillis();

        // when
        nodes.run(TEN_SECONDS, 0, 10, 0);

        // then
        assertThat(nodes.admitted(moved, TEN_SECONDS)).isBetween(nodes.called(moved, TEN_SECONDS) - 3, 150L);
    }

    @Test
    void followsALoadThatMovesToAnotherNode() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.run(Duration.ofSeconds(14), 135, 7.5, 7.5);
        long moved = nodes.nowMillis();

        // when
        nodes.run(Duration.ofSeconds(14), 7.5, 135, 7.5);

        // then
        assertKept(nodes, 100, moved + SETTLING.toMillis());
        assertNeverAbove(nodes, SETTLING.toMillis());
    }

    @Test
    void letsABurstPassWhereOneNodeHasCarriedTheTraffic() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.run(Duration.ofSeconds(5), 50, 0, 0);
        nodes.run(Duration.ofSeconds(20), 0, 0, 0);

        // when
        int passed = nodes.node(0).burst(500);

        // then
        assertThat(passed).isBetween(90, 113);
    }

    @Test
    void letsABurstThatComesToAllNodesPassOnce() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.run(Duration.ofSeconds(5), 0, 0, 0);

        // when
        int passed = nodes.node(0).burst(500)
                + nodes.node(1).burst(500)
                + nodes.node(2).burst(500);

        // then
        assertThat(passed).isBetween(90, 113);
    }

    @Test
    void givesNoFurtherBurstToTheNodeThatABurstMovesTo() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.run(Duration.ofSeconds(5), 80, 0, 0);
        nodes.run(Duration.ofSeconds(5), 0, 0, 0);
        long start = nodes.nowMillis();
        int first = nodes.node(0).burst(500);

        // when
        nodes.run(Duration.ofSeconds(5), 0, 2_000, 0);

        // then
        assertThat(first + nodes.admitted(start + 1, Duration.ofSeconds(5))).isLessThan(113 + 500);
    }

    @Test
    void doesWithoutANodeThatDied() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.run(TEN_SECONDS, 75, 75, 5);
        nodes.node(0).die();
        long died = nodes.nowMillis();

        // when
        nodes.run(Duration.ofSeconds(20), 0, 150, 5);

        // then
        assertKept(nodes, 100, died + 7_000);
        assertNeverAbove(nodes, SETTLING.toMillis());
    }

    @Test
    void doesAtOnceWithoutANodeThatTakesLeave() {
        // given
        var nodes = new SimulatedNodes(2, RATE, BURST);
        nodes.run(TEN_SECONDS, 75, 75);
        nodes.node(0).leave();
        long left = nodes.nowMillis();

        // when
        nodes.run(Duration.ofSeconds(14), 0, 150);

        // then
        assertKept(nodes, 100, left + SETTLING.toMillis());
    }

    @Test
    void sharesWithANodeThatJoins() {
        // given
        var nodes = new SimulatedNodes(1, RATE, BURST);
        nodes.run(Duration.ofSeconds(5), 150);
        nodes.add(RATE, BURST);
        long joined = nodes.nowMillis();

        // when
        nodes.run(Duration.ofSeconds(15), 75, 75);

        // then
        assertKept(nodes, 100, joined + SETTLING.toMillis());
    }

    @Test
    void keepsItsShareWhileThereIsNoNews() {
        // given
        var nodes = new SimulatedNodes(3, RATE, BURST);
        nodes.run(TEN_SECONDS, 135, 7.5, 7.5);
        nodes.brokerAway(true);
        long away = nodes.nowMillis();

        // when
        nodes.run(Duration.ofSeconds(30), 135, 7.5, 7.5);
        nodes.brokerAway(false);
        nodes.run(Duration.ofSeconds(12), 135, 7.5, 7.5);

        // then
        assertKept(nodes, 100, away);
    }

    @Test
    void isExactAlone() {
        // given
        var clock = new TestClock();
        var buckets = new SharedBuckets(clock);
        SharedBucket shared = buckets.bucket(1, "t", Rate.perSecond(333), new Burst(7));
        var plain = new TokenBucket(Rate.perSecond(333), new Burst(7));
        var random = new Random(9);
        int different = 0;
        int passed = 0;

        // when
        for (int call = 0; call < 20_000; call++) {
            clock.forward(Duration.ofNanos(random.nextInt(5_000_000)));
            long now = clock.nanos();
            long wait = shared.tryTake(now);
            different += wait == plain.tryTake(now) ? 0 : 1;
            passed += wait == 0 ? 1 : 0;
            if (call % 200 == 0) {
                buckets.hearOwn(NodeDemand.read("a", Instant.EPOCH, false, buckets.demand()));
            }
        }

        // then
        assertThat(different).isZero();
        assertThat(passed).isBetween(15_000, 17_000);
    }

    @Test
    void tellsNothingWhileItIsAloneOrNotAskedForMuch() {
        // given
        var clock = new TestClock();
        var buckets = new SharedBuckets(clock);
        SharedBucket busy = buckets.bucket(1, "t", RATE, BURST);
        SharedBucket quiet = buckets.bucket(2, "t", Rate.perSecond(100_000), BURST);
        for (int call = 0; call < 50; call++) {
            busy.tryTake(clock.nanos());
            quiet.tryTake(clock.nanos());
        }
        clock.forward(Duration.ofMillis(500));

        // when
        Map<String, Double> alone = buckets.demand();
        buckets.hear(new NodeDemand("b", Instant.EPOCH, false, Map.of()));
        clock.forward(Duration.ofMillis(500));
        Map<String, Double> together = buckets.demand();
        clock.forward(Duration.ofSeconds(61));
        buckets.demand();
        Map<String, Double> later = buckets.demand();

        // then
        assertThat(alone).isEmpty();
        assertThat(together).containsOnlyKeys("1");
        assertThat(together.get("1")).isBetween(15d, 30d);
        assertThat(later).isEmpty();
    }

    @Test
    void tellsOfTheBucketsThatAreAskedForMost() {
        // given
        var clock = new TestClock();
        var buckets = new SharedBuckets(clock);
        buckets.hear(new NodeDemand("b", Instant.EPOCH, false, Map.of()));
        for (int id = 1; id <= 1_200; id++) {
            SharedBucket bucket = buckets.bucket(id, "t", Rate.perSecond(id <= 200 ? 10 : 5), BURST);
            bucket.tryTake(clock.nanos());
        }
        clock.forward(Duration.ofMillis(500));

        // when
        Map<String, Double> demand = buckets.demand();

        // then
        assertThat(demand).hasSize(Naming.MOST).doesNotContainKeys("1", "c8");
        assertThat(demand).containsKeys("c9", "4b0");
    }

    @Test
    void passesOverWhatItDoesNotUnderstand() {
        // given
        Map<String, Double> told =
                Map.of("1f", 3d, "none", 4d, "2", -1d, "3", Double.NaN, "4", Double.POSITIVE_INFINITY);

        // when
        NodeDemand read = NodeDemand.read("a", Instant.EPOCH, false, told);

        // then
        assertThat(read.perSecond()).isEqualTo(Map.of(31L, 3d));
    }

    @Test
    void anEarlierRunOfANodeIsNotHeardAfterALaterOne() {
        // given
        var clock = new TestClock();
        var buckets = new SharedBuckets(clock);
        SharedBucket bucket = buckets.bucket(1, "t", Rate.perSecond(1), new Burst(10));
        buckets.hear(new NodeDemand("b", Instant.EPOCH.plusSeconds(9), false, Map.of()));

        // when
        buckets.hear(new NodeDemand("b", Instant.EPOCH, true, Map.of()));

        // then
        int passed = 0;
        for (int call = 0; call < 20; call++) {
            passed += bucket.tryTake(clock.nanos()) == 0 ? 1 : 0;
        }
        assertThat(passed).isEqualTo(6);
    }
}
