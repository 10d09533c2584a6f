package dev.sluice.data.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("issue 5, item 7: the buckets of a key's values are few, whatever clients send")
class KeyedBucketsTest {
    private static final Rate RARE = Rate.perSecond(0.001);
    private static final Burst ONE = new Burst(1);

    private final AtomicLong now = new AtomicLong(42);
    private final SharedBuckets shared = new SharedBuckets(now::get);

    private KeyedBuckets rated(String tenant) {
        return new KeyedBuckets(tenant, RARE, ONE, 0, shared);
    }

    private boolean passes(KeyedBuckets buckets, long id) {
        KeyedBucket bucket = Objects.requireNonNull(buckets.enter(id));
        return Objects.requireNonNull(bucket.tokens()).tryTake(now.get()) == 0;
    }

    @Test
    void aFloodOfValuesPushesOutItsOwn() {
        // given
        KeyedBuckets buckets = rated("t");
        int passed = passes(buckets, -1) ? 1 : 0;

        // when
        for (int value = 0; value < 60_000; value++) {
            passes(buckets, value);
            if (value % 1_000 == 0) {
                passed += passes(buckets, -1) ? 1 : 0;
            }
        }

        // then
        assertThat(passed).isEqualTo(1);
        assertThat(buckets.size()).isEqualTo(KeyedRooms.MOST_OF_LIMIT);
        assertThat(shared.watching()).isEqualTo(KeyedRooms.MOST_OF_LIMIT);
    }

    @Test
    void limitsOfATenantShareItsPartAndLeaveAnothersAlone() {
        // given
        KeyedBuckets other = rated("other");
        for (int value = 0; value < 5_000; value++) {
            passes(other, value);
        }

        // when
        List<KeyedBuckets> limits = new ArrayList<>();
        for (int limit = 0; limit < 40; limit++) {
            KeyedBuckets buckets = rated("t");
            limits.add(buckets);
            for (int value = 0; value < 2_000; value++) {
                passes(buckets, (limit + 1L) << 32 | value);
            }
        }
        for (int value = 0; value < 20_000; value++) {
            passes(limits.getFirst(), 1L << 40 | value);
        }

        // then
        assertThat(limits.getFirst().size()).isLessThanOrEqualTo(KeyedRooms.MOST_OF_TENANT / 40);
        assertThat(limits).allSatisfy(each -> assertThat(each.size()).isGreaterThanOrEqualTo(500));
        assertThat(other.size()).isEqualTo(5_000);
        assertThat(passes(other, 17)).isFalse();
    }

    @Test
    void aValueWithCallsUnderWayIsNeverForgotten() {
        // given
        var buckets = new KeyedBuckets("t", null, new Burst(0), 1, shared);
        KeyedBucket held = Objects.requireNonNull(buckets.enter(-1));

        // when
        for (int value = 0; value < 60_000; value++) {
            buckets.leave(Objects.requireNonNull(buckets.enter(value)));
        }

        // then
        assertThat(buckets.enter(-1)).isNull();
        buckets.leave(held);
        assertThat(buckets.enter(-1)).isSameAs(held);
    }

    @Test
    void manyLoopsNeverHaveMoreUnderWayThanThereMayBe() throws InterruptedException {
        // given
        var buckets = new KeyedBuckets("t", null, new Burst(0), 3, shared);
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var entered = new AtomicInteger();
        var done = new CountDownLatch(4);

        // when
        for (int loop = 0; loop < 4; loop++) {
            long first = loop * 1_000_000L;
            Thread.ofPlatform().start(() -> {
                for (int call = 0; call < 40_000; call++) {
                    KeyedBucket bucket = buckets.enter(-1);
                    if (bucket != null) {
                        entered.incrementAndGet();
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        buckets.leave(Objects.requireNonNull(buckets.enter(first + call)));
                        underWay.decrementAndGet();
                        buckets.leave(bucket);
                    }
                }
                done.countDown();
            });
        }

        // then
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(most).hasValueBetween(1, 3);
        assertThat(entered.get()).isGreaterThanOrEqualTo(40_000);
    }
}
