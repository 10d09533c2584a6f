package dev.sluice.data.access.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 46, 48: what is kept of decisions about callers leaves each tenant its share")
class CacheMemoryTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int MOST = 1 << 20;
    private static final int SIZE = 1 << 10;
    private static final String LOUD = "loud";
    private static final String QUIET = "quiet";

    private final CacheMemory memory = new CacheMemory(MOST, () -> 0);

    private TimedCache<String, String> cache(String tenant) {
        return TimedCache.in(memory, tenant);
    }

    private List<TimedCache<String, String>> caches(String tenant, int count) {
        return IntStream.range(0, count).mapToObj(_ -> cache(tenant)).toList();
    }

    /** Keeps as much as fills the whole memory. */
    private static void fill(List<TimedCache<String, String>> caches, int from) {
        for (int number = from; number < from + MOST / SIZE; number++) {
            caches.get(number % caches.size()).keep("k" + number, "v", HOUR, SIZE, 0);
        }
    }

    private static void keep(TimedCache<String, String> cache, int count) {
        for (int number = 0; number < count; number++) {
            cache.keep("k" + number, "v", HOUR, SIZE, 0);
        }
    }

    private static long found(TimedCache<String, String> cache, int count) {
        return IntStream.range(0, count)
                .filter(number -> cache.find("k" + number, 0) != null)
                .count();
    }

    private static long bytes(List<TimedCache<String, String>> caches) {
        return caches.stream().mapToLong(TimedCache::bytes).sum();
    }

    @Test
    void aTenantThatFillsTheMemoryLeavesOthersTheirRoom() {
        // given
        List<TimedCache<String, String>> loud = caches(LOUD, 8);
        fill(loud, 0);
        var quiet = cache(QUIET);

        // when
        keep(quiet, 100);

        // then
        assertThat(found(quiet, 100)).isEqualTo(100);
        assertThat(bytes(loud)).isGreaterThan(MOST / 2);
        assertThat(memory.bytes()).isEqualTo(bytes(loud) + quiet.bytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void aTenantThatKeepsMoreAndMorePushesOutItsOwnAlone() {
        // given
        List<TimedCache<String, String>> loud = caches(LOUD, 20);
        var quiet = cache(QUIET);
        keep(quiet, 100);

        // when
        for (int round = 0; round < 10; round++) {
            fill(loud, round * MOST / SIZE);
        }

        // then
        int last = 10 * MOST / SIZE - 1;
        assertThat(found(quiet, 100)).isEqualTo(100);
        assertThat(loud.get(last % 20).find("k" + last, 0)).isNotNull();
        assertThat(bytes(loud)).isGreaterThan(MOST / 2);
        assertThat(memory.bytes()).isEqualTo(bytes(loud) + quiet.bytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void whoHasNoMoreThanAnEqualPartLosesNothingToTwoThatHaveMore() {
        // given
        List<TimedCache<String, String>> loud = caches(LOUD, 8);
        List<TimedCache<String, String>> louder = caches("louder", 8);
        List<TimedCache<String, String>> quiet = caches(QUIET, 3);
        quiet.forEach(each -> keep(each, 100));

        // when
        for (int round = 0; round < 4; round++) {
            fill(loud, round * MOST / SIZE);
            fill(louder, round * MOST / SIZE);
        }

        // then
        assertThat(quiet).allMatch(each -> found(each, 100) == 100);
        assertThat(bytes(loud)).isGreaterThan(MOST / 6);
        assertThat(bytes(louder)).isGreaterThan(MOST / 6);
    }

    @Test
    void goesOnWhereEachOfManyHasItsPart() {
        // given
        List<TimedCache<String, String>> all = new ArrayList<>();
        for (int tenant = 0; tenant < 500; tenant++) {
            all.add(cache("t" + tenant));
        }

        // when
        for (int round = 0; round < 10; round++) {
            fill(all, round * MOST / SIZE);
        }

        // then
        assertThat(all.stream().filter(each -> each.bytes() > 0).count()).isGreaterThan(400);
        assertThat(all).allMatch(each -> each.bytes() <= 5 * SIZE);
        assertThat(memory.bytes()).isEqualTo(bytes(all)).isBetween((long) (MOST * 0.9), (long) MOST);
    }

    @Test
    void takesTheMemoryOfWhatHoldsNoLongerInAnyCache() {
        // given
        List<TimedCache<String, String>> others = caches(LOUD, 20);
        fill(others, 0);
        var cache = cache(LOUD);

        // when
        for (int number = 0; number < 20; number++) {
            cache.keep("k" + number, "v", HOUR, SIZE, HOUR + SECOND);
        }

        // then
        assertThat(others).allMatch(other -> other.bytes() == 0);
        assertThat(memory.bytes()).isEqualTo(20 * SIZE);
    }

    @Test
    void takesTheMemoryOfCachesThatAreGone() {
        // given
        fill(caches(LOUD, 20), 0);
        var cache = cache(QUIET);
        keep(cache, 1);

        // when
        Await.until("the others are collected", () -> {
            System.gc();
            caches(LOUD, 1);
            return memory.bytes() <= SIZE;
        });

        // then
        assertThat(memory.bytes()).isEqualTo(cache.bytes()).isEqualTo(SIZE);
    }

    @Test
    void countsRightWhileManyKeepAtOnce() throws InterruptedException {
        // given
        List<TimedCache<String, String>> all = new ArrayList<>(caches(LOUD, 8));
        all.addAll(caches("other", 4));
        var quiet = cache(QUIET);
        keep(quiet, 50);
        List<Thread> threads = new ArrayList<>();

        // when
        for (int number = 0; number < 4; number++) {
            int from = number * 3 * MOST / SIZE;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 3; round++) {
                    fill(all, from + round * MOST / SIZE);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        // then
        assertThat(memory.bytes()).isEqualTo(bytes(all) + quiet.bytes()).isLessThanOrEqualTo(MOST);
        assertThat(found(quiet, 50)).isEqualTo(50);
    }
}
