package dev.sluice.control.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.issuer.calls.IssuerAway;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 39: the last good document of an issuer that does not answer")
class LastGoodTest {
    private static final long FRESH = Duration.ofMinutes(5).toNanos();

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final LastGood<String, String> documents = new LastGood<>(nanos::get);

    private String get(String of, String answer) {
        return documents.get(of, (_, age) -> age < FRESH, () -> {
            asked.incrementAndGet();
            if (answer.isEmpty()) {
                throw new IssuerAway("away");
            }
            return answer;
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void servesWhileTheIssuerIsAwayAndAsksAgainAfterSomeSeconds() {
        // given
        assertThat(get("a", "one")).isEqualTo("one");
        pass(Duration.ofMinutes(6));

        // when, then
        assertThat(get("a", "")).isEqualTo("one");
        assertThat(get("a", "two")).isEqualTo("one");
        assertThat(asked).hasValue(2);
        pass(Duration.ofSeconds(6));
        assertThat(get("a", "two")).isEqualTo("two");
        assertThat(documents.last("a")).isEqualTo("two");
    }

    @Test
    void isOfOneThingAlone() {
        // given
        get("a", "one");

        // when, then
        assertThat(documents.last("b")).isNull();
        assertThatThrownBy(() -> get("b", "")).isInstanceOf(IssuerAway.class);
        assertThatThrownBy(() -> get("b", "two"))
                .isInstanceOf(IssuerAway.class)
                .hasMessageContaining("did not answer a moment ago");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aFrozenIssuerHoldsOneCallerUp() throws Exception {
        // given
        get("a", "one");
        pass(Duration.ofMinutes(6));
        var frozen = new CountDownLatch(1);
        var isAsked = new CountDownLatch(1);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var slow = threads.submit(() -> documents.get("a", (_, age) -> age < FRESH, () -> {
                isAsked.countDown();
                await(frozen);
                return "two";
            }));
            assertThat(isAsked.await(60, TimeUnit.SECONDS)).isTrue();

            // when
            String meanwhile = get("a", "three");
            frozen.countDown();

            // then
            assertThat(meanwhile).isEqualTo("one");
            assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo("two");
            assertThat(asked).hasValue(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
