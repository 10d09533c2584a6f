package dev.sluice.data.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    /** A monotonic clock may start anywhere, also below zero or close to its end. */
    private static final long[] ORIGINS = {0, -5 * SECOND, Long.MAX_VALUE - SECOND / 2, 123_456_789_012L};

    @Test
    void letsTheBurstPassAtOnceAndThenTheRate() {
        for (long origin : ORIGINS) {
            // given
            var bucket = new TokenBucket(Rate.perSecond(2), new Burst(3));

            // when
            List<Long> waits = new ArrayList<>();
            for (int call = 0; call < 5; call++) {
                waits.add(bucket.tryTake(origin));
            }
            waits.add(bucket.tryTake(origin + SECOND / 2));
            waits.add(bucket.tryTake(origin + SECOND / 2));

            // then
            assertThat(waits).containsExactly(0L, 0L, 0L, SECOND / 2, SECOND / 2, 0L, SECOND / 2);
        }
    }

    @Test
    void holdsNoMoreThanTheBurstAfterALongRest() {
        // given
        var bucket = new TokenBucket(Rate.perSecond(1_000), new Burst(10));
        bucket.tryTake(0);

        // when
        int passed = 0;
        for (int call = 0; call < 100; call++) {
            passed += bucket.tryTake(3_600 * SECOND) == 0 ? 1 : 0;
        }

        // then
        assertThat(passed).isEqualTo(10);
    }

    @Test
    void aTimeThatStepsBackCostsNothingAndGivesNothing() {
        // given
        var bucket = new TokenBucket(Rate.perSecond(1), new Burst(1));
        bucket.tryTake(SECOND);

        // when
        long wait = bucket.tryTake(SECOND - 1);

        // then
        assertThat(wait).isEqualTo(SECOND + 1);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 0", "0, 0", "0, -1", "-1, 0"})
    void zeroRefusesEverything(double rate, int burst) {
        var bucket = new TokenBucket(Rate.perSecond(rate), new Burst(burst));
        assertThat(bucket.tryTake(0)).isEqualTo(TokenBucket.NEVER);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, -1", "-1, -1"})
    void aNegativeNumberIsNoLimit(double rate, int burst) {
        // given
        var bucket = new TokenBucket(Rate.perSecond(rate), new Burst(burst));

        // when
        long waited = 0;
        for (int call = 0; call < 1_000; call++) {
            waited += bucket.tryTake(0);
        }

        // then
        assertThat(waited).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1e-12, 2147483647", "1e300, 2147483647", "0.001, 1", "10000, 5000"})
    void extremeSettingsDoNotOverflow(double rate, int burst) {
        for (long origin : ORIGINS) {
            var bucket = new TokenBucket(Rate.perSecond(rate), new Burst(burst));
            assertThat(bucket.tryTake(origin)).isZero();
            assertThat(bucket.tryTake(origin)).isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void isExactOverThreads() throws InterruptedException {
        // given
        int threads = 4;
        var bucket = new TokenBucket(Rate.perSecond(50_000), new Burst(100));
        var time = new AtomicLong();
        var passed = new AtomicLong();
        var ready = new CountDownLatch(threads);
        List<Thread> running = new ArrayList<>();

        // when
        for (int index = 0; index < threads; index++) {
            running.add(Thread.ofPlatform().start(() -> {
                ready.countDown();
                for (long now = time.getAndAdd(1_000); now < SECOND; now = time.getAndAdd(1_000)) {
                    if (bucket.tryTake(now) == 0) {
                        passed.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : running) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        }

        // then
        assertThat(passed.get()).isBetween(50_000L, 50_100L);
    }

    private static Share share(double part) {
        return new Share(part, part);
    }

    private static int takeAll(TokenBucket bucket, long now) {
        int taken = 0;
        while (bucket.tryTake(now) == 0) {
            taken++;
        }
        return taken;
    }

    @Test
    void aShareIsAPartOfRateAndBurstAndOneToken() {
        for (long origin : ORIGINS) {
            // given
            var bucket = new TokenBucket(Rate.perSecond(100), new Burst(40));
            bucket.share(share(0.25), origin);

            // when
            int atOnce = takeAll(bucket, origin);
            int inASecond = 0;
            for (int milli = 1; milli <= 1_000; milli++) {
                inASecond += bucket.tryTake(origin + milli * SECOND / 1_000) == 0 ? 1 : 0;
            }

            // then
            assertThat(atOnce).isEqualTo(11);
            assertThat(inASecond).isEqualTo(25);
        }
    }

    @Test
    void aShareThatShrinksTakesWhatNoLongerFits() {
        // given
        var bucket = new TokenBucket(Rate.perSecond(1), new Burst(100));
        bucket.tryTake(0);

        // when
        bucket.share(share(0.1), 0);

        // then
        assertThat(takeAll(bucket, 0)).isEqualTo(11);
    }

    @Test
    void aShareThatGrowsGivesNothingAtOnce() {
        for (long origin : ORIGINS) {
            // given
            var bucket = new TokenBucket(Rate.perSecond(1), new Burst(100));
            bucket.share(share(0.1), origin);
            bucket.tryTake(origin);
            long later = origin + 3_600 * SECOND;

            // when
            bucket.share(share(1), later);

            // then
            assertThat(takeAll(bucket, later)).isEqualTo(11);
            assertThat(takeAll(bucket, later + 5 * SECOND)).isEqualTo(5);
            assertThat(takeAll(bucket, later + 3_600 * SECOND)).isEqualTo(100);
        }
    }

    @Test
    void aShareThatChangesOftenKeepsTheTokens() {
        // given
        var bucket = new TokenBucket(Rate.perSecond(1_000), new Burst(10));
        bucket.share(share(0.5), 0);
        takeAll(bucket, 0);

        // when
        int taken = 0;
        for (int milli = 1; milli <= 10_000; milli++) {
            bucket.share(share(milli % 2 == 0 ? 0.5 : 0.3), milli * SECOND / 1_000);
            taken += bucket.tryTake(milli * SECOND / 1_000) == 0 ? 1 : 0;
        }

        // then
        assertThat(taken).isBetween(3_990, 4_010);
    }

    @Test
    void tellsTheWaitOfItsShare() {
        // given
        var bucket = new TokenBucket(Rate.perSecond(1), new Burst(1));
        bucket.share(share(0.25), 0);
        bucket.tryTake(0);

        // when
        long wait = bucket.tryTake(0);

        // then
        assertThat(wait).isEqualTo(4 * SECOND);
    }

    @Test
    void isExactOverThreadsWhileItsShareChanges() throws InterruptedException {
        // given
        int threads = 3;
        var bucket = new TokenBucket(Rate.perSecond(50_000), new Burst(100));
        var time = new AtomicLong();
        var passed = new AtomicLong();
        var together = new CyclicBarrier(threads);
        List<Thread> running = new ArrayList<>();
        bucket.share(share(0.5), 0); // whichever thread runs first

        // when
        for (int index = 0; index < threads; index++) {
            boolean changes = index == 0;
            running.add(Thread.ofPlatform().start(() -> {
                begin(together);
                for (long now = time.getAndAdd(1_000); now < SECOND; now = time.getAndAdd(1_000)) {
                    if (changes && now % 10_000 == 0) {
                        bucket.share(share(now % 20_000 == 0 ? 0.4 : 0.6), now);
                    }
                    if (bucket.tryTake(now) == 0) {
                        passed.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : running) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }

        // then
        assertThat(time.get()).isGreaterThanOrEqualTo(SECOND);
        assertThat(passed.get()).isBetween(18_000L, 32_000L);
    }

    private static void begin(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
