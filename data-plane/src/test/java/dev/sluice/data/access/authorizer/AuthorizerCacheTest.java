package dev.sluice.data.access.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.data.access.cache.CacheMemory;
import dev.sluice.data.pipeline.AuthorizerResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** rest-api-runtime 3.4: what authorizers returned is kept for its time and within bounds. */
class AuthorizerCacheTest {
    private static final String TENANT = "123456789012";
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
        var cache = AuthorizerCache.in(new CacheMemory(1 << 20, () -> 0), TENANT, Duration.ofSeconds(5));
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
        var cache = AuthorizerCache.in(memory, TENANT, Duration.ofSeconds(60));

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
        var cache = AuthorizerCache.in(new CacheMemory(1 << 20, () -> 0), TENANT, Duration.ofSeconds(1));
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
}
