package dev.sluice.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesFromHalfASecondToTenSeconds() {
        // given
        var backoff = new Backoff();

        // when
        var waits = Stream.generate(() -> backoff.after(Duration.ofSeconds(1)))
                .limit(7)
                .map(Duration::toMillis);

        // then
        assertThat(waits).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L);
    }

    @Test
    void startsOverAfterASteadyRun() {
        // given
        var backoff = new Backoff();
        backoff.after(Duration.ofSeconds(1));
        backoff.after(Duration.ofSeconds(1));

        // when
        var wait = backoff.after(Duration.ofMinutes(1));

        // then
        assertThat(wait).isEqualTo(Duration.ofMillis(500));
    }
}
