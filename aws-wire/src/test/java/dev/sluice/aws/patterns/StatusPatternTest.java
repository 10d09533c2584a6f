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
    @ValueSource(
            strings = {
                "(",
                "(.{1,100}){1,100}",
                "(((((((((.*)*)*)*)*)*)*)*)*)*x",
                "(((.*)*\\Q(\\E)*[](])*x",
                "(((.*)*#(\n)*)*)*(?x)x",
                "(?ix)4"
            })
    void refusesMalformedAndCostlyPatterns(String text) {
        assertThatThrownBy(() -> StatusPattern.of(text)).isInstanceOf(PatternRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((4|5)\\d+)*",
                "(((4)))04",
                "\\(*\\(*\\(*404",
                "(a)?(b)?(c)?404",
                "[(*)*]*[(*)*]*404",
                "(?<x>4)04"
            })
    void takesWhatDoesNotNest(String text) throws PatternRefused {
        assertThat(StatusPattern.of(text).matches(404)).isTrue();
    }

    @Test
    void refusesLongPatterns() {
        assertThatThrownBy(() -> StatusPattern.of("4".repeat(1_025))).isInstanceOf(PatternRefused.class);
    }
}
