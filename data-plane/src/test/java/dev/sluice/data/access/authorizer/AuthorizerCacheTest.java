package dev.sluice.data.access.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.data.access.cache.CacheMemory;
import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.fixtures.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** rest-api-runtime 3.4: what authorizers returned is kept for its time and within bounds. */
class AuthorizerCacheTest {
    private static final String DOCUMENT = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static AuthorizerResult result(String principal) {
        try {
            return new AuthorizerResult(principal, Policy.parse(DOCUMENT), DOCUMENT, Map.of(), null);
        } catch (MalformedPolicy malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static long kept(AuthorizerCache cache, int count, long now) {
        return IntStream.range(0, count)
                .filter(number -> cache.find(List.of("t" + number), now) != null)
                .count();
    }

    @Test
    void keepsAResultForItsTime() {
        // given
        var cache = AuthorizerCache.in(new CacheMemory(1 << 20, () -> 0), Duration.ofSeconds(5));
        var result = result("me");

        // when
        cache.keep(List.of("a", "b"), result, 100);

        // then
        assertThat(cache.find(List.of("a", "b"), 100 + 5 * SECOND - 1)).isSameAs(result);
        assertThat(cache.find(List.of("a", "b"), 100 + 5 * SECOND)).isNull();
        assertThat(cache.find(List.of("ab"), 100)).isNull();
        assertThat(cache.find(List.of("b", "a"), 100)).isNull();
    }

    @Test
    void holdsNoMoreThanItsShareAndGoesOnWithWhatComes() {
        // given
        var memory = new CacheMemory(1 << 20, () -> 0);
        var cache = AuthorizerCache.in(memory, Duration.ofSeconds(60));

        // when
        for (int number = 0; number < 1_000; number++) {
            cache.keep(List.of("t" + number), result("me"), 0);
            assertThat(cache.bytes()).isLessThanOrEqualTo(memory.shareBytes());
        }

        // then
        assertThat(kept(cache, 1_000, 0)).isBetween(50L, 300L);
        assertThat(cache.find(List.of("t999"), 0)).isNotNull();
    }

    @Test
    void makesRoomOfWhatHoldsNoLonger() {
        // given
        var cache = AuthorizerCache.in(new CacheMemory(1 << 20, () -> 0), Duration.ofSeconds(1));
        for (int number = 0; number < 150; number++) {
            cache.keep(List.of("t" + number), result("me"), 0);
        }

        // when
        for (int number = 150; number < 300; number++) {
            cache.keep(List.of("t" + number), result("me"), 2 * SECOND);
        }

        // then
        assertThat(kept(cache, 150, 2 * SECOND)).isZero();
        assertThat(kept(cache, 300, 2 * SECOND)).isGreaterThan(100);
    }

    @Test
    void takesTheMemoryOfWhatOtherCachesHoldNoLonger() {
        // given
        var memory = new CacheMemory(64 << 10, () -> 0);
        List<AuthorizerCache> others = IntStream.range(0, 100)
                .mapToObj(_ -> AuthorizerCache.in(memory, Duration.ofSeconds(60)))
                .toList();
        others.forEach(other -> other.keep(List.of("t"), result("me"), 0));
        var cache = AuthorizerCache.in(memory, Duration.ofSeconds(60));

        // when
        cache.keep(List.of("t"), result("me"), 0);
        cache.keep(List.of("u"), result("me"), 61 * SECOND);
        cache.keep(List.of("v"), result("me"), 61 * SECOND);

        // then
        assertThat(cache.find(List.of("t"), 0)).isNull();
        assertThat(cache.find(List.of("v"), 61 * SECOND)).isNotNull();
        assertThat(others).allMatch(other -> other.bytes() == 0);
    }

    @Test
    void takesTheMemoryOfCachesThatAreGone() {
        // given
        var memory = new CacheMemory(64 << 10, () -> 0);
        for (int number = 0; number < 100; number++) {
            AuthorizerCache.in(memory, Duration.ofSeconds(60)).keep(List.of("t"), result("me"), 0);
        }
        var cache = AuthorizerCache.in(memory, Duration.ofSeconds(60));

        // when
        Await.until("the others are collected", () -> {
            System.gc();
            cache.keep(List.of("t"), result("me"), 0);
            return cache.find(List.of("t"), 0) != null;
        });

        // then
        assertThat(cache.bytes()).isPositive();
    }
}
