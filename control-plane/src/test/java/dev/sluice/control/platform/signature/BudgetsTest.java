package dev.sluice.control.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private final AtomicLong now = new AtomicLong();
    private final Budgets threeAMinute = new Budgets(3, 3, Duration.ofMinutes(1), now::get);

    @Test
    void aNameHasItsBudgetAndNoMore() {
        // when
        spend("a", 3);

        // then
        assertThat(threeAMinute.isSpent("a")).isTrue();
        assertThat(threeAMinute.take("a")).isFalse();
    }

    @Test
    void anotherNameIsUntouched() {
        // when
        spend("a", 3);

        // then
        assertThat(threeAMinute.isSpent("b")).isFalse();
        assertThat(threeAMinute.take("b")).isTrue();
    }

    @Test
    void whatWasSpentComesBackEvenly() {
        // given
        spend("a", 3);

        // when
        pass(Duration.ofSeconds(19));
        boolean early = threeAMinute.take("a");
        pass(Duration.ofSeconds(2));
        boolean inTime = threeAMinute.take("a");

        // then
        assertThat(early).isFalse();
        assertThat(inTime).isTrue();
        assertThat(threeAMinute.isSpent("a")).isTrue();
    }

    @Test
    void noMoreComesBackThanTheBudgetHolds() {
        // given
        spend("a", 3);

        // when
        pass(Duration.ofMillis(60_500));

        // then
        spend("a", 3);
        assertThat(threeAMinute.take("a")).isFalse();
    }

    @Test
    void aRefusalCostsNothing() {
        // given
        spend("a", 3);
        for (int refusal = 0; refusal < 100; refusal++) {
            assertThat(threeAMinute.take("a")).isFalse();
        }

        // when
        pass(Duration.ofSeconds(21));

        // then
        assertThat(threeAMinute.take("a")).isTrue();
    }

    @Test
    void aNameIsForgottenWhenItsBudgetIsFullAgain() {
        // given
        spend("a", 3);

        // when
        pass(Duration.ofSeconds(62));

        // then
        assertThat(threeAMinute.size()).isZero();
    }

    @Test
    void remembersNoMoreNamesThanItHasRoomFor() {
        // when
        for (int name = 0; name < 3 * Budgets.MAX_NAMES; name++) {
            threeAMinute.take("name " + name);
        }

        // then
        assertThat(threeAMinute.size()).isPositive().isLessThanOrEqualTo(Budgets.MAX_NAMES);
    }

    private void spend(String name, int times) {
        for (int time = 0; time < times; time++) {
            assertThat(threeAMinute.take(name)).isTrue();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
