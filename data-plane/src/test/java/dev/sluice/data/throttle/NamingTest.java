package dev.sluice.data.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 46, 48: the names in a heartbeat are shared out by tenant")
class NamingTest {
    private static final Rate FAST = Rate.perSecond(10);
    private static final Rate SLOW = Rate.perSecond(0.1);
    private static final Burst BURST = new Burst(1);

    private final TestClock clock = new TestClock();
    private final SharedBuckets buckets = new SharedBuckets(clock);

    NamingTest() {
        buckets.hear(new NodeDemand("b", Instant.EPOCH, false, Map.of()));
    }

    /** Calls a bucket of a stage or an account once. */
    private void setting(long id, String tenant, Rate rate) {
        buckets.bucket(id, tenant, rate, BURST).tryTake(clock.nanos());
    }

    /** Calls a bucket of a key once: against its rate it is asked for much more. */
    private void key(long id, String tenant) {
        buckets.planBucket(id, tenant, SLOW, BURST).tryTake(clock.nanos());
    }

    private Map<String, Double> told() {
        clock.forward(Duration.ofMillis(500));
        return buckets.demand();
    }

    private static long among(Map<String, Double> told, long from, long to) {
        return told.keySet().stream()
                .mapToLong(name -> Long.parseUnsignedLong(name, 16))
                .filter(id -> id >= from && id <= to)
                .count();
    }

    @Test
    void manyKeysOfOneTenantTakeNoNameFromAnotherTenant() {
        // given
        for (int id = 1; id <= 3_000; id++) {
            key(id, "loud");
        }
        setting(3_001, "quiet", FAST);
        key(3_002, "quiet");

        // when
        Map<String, Double> told = told();

        // then
        assertThat(told).hasSize(Naming.MOST);
        assertThat(among(told, 3_001, 3_002)).isEqualTo(2);
    }

    @Test
    void manyKeysTakeNoNameFromTheirTenantsOwnStages() {
        // given
        for (int id = 1; id <= 3_000; id++) {
            key(id, "t");
        }
        for (int id = 3_001; id <= 3_010; id++) {
            setting(id, "t", FAST);
        }

        // when
        Map<String, Double> told = told();

        // then
        assertThat(told).hasSize(Naming.MOST);
        assertThat(among(told, 3_001, 3_010)).isEqualTo(10);
    }

    @Test
    void tenantsThatNeedManyShareWhatTheOthersLeave() {
        // given
        for (int id = 1; id <= 2_000; id++) {
            key(id, "first");
            setting(2_000 + id, "second", FAST);
        }
        for (int id = 4_001; id <= 4_100; id++) {
            setting(id, "third", FAST);
        }

        // when
        Map<String, Double> told = told();

        // then
        assertThat(among(told, 1, 2_000)).isEqualTo(450);
        assertThat(among(told, 2_001, 4_000)).isEqualTo(450);
        assertThat(among(told, 4_001, 4_100)).isEqualTo(100);
    }

    @Test
    void ofMoreTenantsThanNamesThoseThatAreAskedForMostHaveThem() {
        // given
        for (int id = 1; id <= 1_200; id++) {
            setting(id, "t" + id, Rate.perSecond(id <= 200 ? 10 : 5));
        }

        // when
        Map<String, Double> told = told();

        // then
        assertThat(told).hasSize(Naming.MOST);
        assertThat(among(told, 1, 200)).isZero();
    }

    @Test
    void manyQuietTenantsTakeNoNameFromABusyOneThatHasMore() {
        // given
        for (int id = 1; id <= 1_000; id++) {
            setting(id, "t" + id, FAST);
        }
        setting(1_001, "loud", SLOW);
        setting(1_002, "loud", SLOW);

        // when
        Map<String, Double> told = told();

        // then
        assertThat(told).hasSize(Naming.MOST);
        assertThat(among(told, 1_001, 1_002)).isEqualTo(1);
    }

    @Test
    void oddNamesGoToTheBusiestHoweverManyTheyNeed() {
        // given
        for (int tenant = 0; tenant < 600; tenant++) {
            boolean busy = tenant < 200;
            for (int bucket = 0; bucket < (busy ? 3 : 2); bucket++) {
                setting(3 * tenant + bucket, "t" + tenant, busy ? Rate.perSecond(5) : FAST);
            }
        }

        // when
        Map<String, Double> told = told();

        // then
        assertThat(told).hasSize(Naming.MOST);
        assertThat(among(told, 0, 599)).as("of the busy ones").isEqualTo(400);
    }

    @Test
    void valuesOfKeysHaveTheirOwnNamesAndOneTenantLeavesTheOthersTheirs() {
        // given
        for (int id = 1; id <= 2_000; id++) {
            key(id, "loud");
            buckets.keyedBucket(2_000 + id, "loud", SLOW, BURST).tryTake(clock.nanos());
        }
        buckets.keyedBucket(4_001, "quiet", FAST, BURST).tryTake(clock.nanos());

        // when
        Map<String, Double> told = told();

        // then
        assertThat(among(told, 1, 2_000)).isEqualTo(Naming.MOST);
        assertThat(among(told, 2_001, 4_000)).isEqualTo(Naming.MOST_KEYED - 1);
        assertThat(among(told, 4_001, 4_001)).isEqualTo(1);
    }
}
