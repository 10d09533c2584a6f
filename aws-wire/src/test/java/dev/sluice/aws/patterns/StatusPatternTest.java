package dev.sluice.aws.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPatternTest {
    @Test
    void matchesTheWholeStatus() throws PatternRefused {
        var pattern = StatusPattern.of("4\\d{2}|99");

        assertThat(pattern.matches(404)).isTrue();
        assertThat(pattern.matches(99)).isTrue();
        assertThat(pattern.matches(500)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(.{1,100}){1,100}", "(((((((((.*)*)*)*)*)*)*)*)*)*x"})
    void refusesMalformedAndCostlyPatterns(String text) {
        assertThatThrownBy(() -> StatusPattern.of(text)).isInstanceOf(PatternRefused.class);
    }

    @Test
    void refusesLongPatterns() {
        assertThatThrownBy(() -> StatusPattern.of("4".repeat(1_025))).isInstanceOf(PatternRefused.class);
    }
}
