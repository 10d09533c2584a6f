package dev.sluice.aws.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.patterns.MessagePattern.Message;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 8.5.1: selection by error message")
class MessagePatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".+ | anything | true",
                ".*four hundred.* | a four hundred of it | true",
                "Not found | Not found: 7 | false",
                ".*Error.* | an Error here | true",
                "^4.* | 404 | true"
            })
    void matchesTheWholeMessage(String pattern, String message, boolean matches) throws PatternRefused {
        assertThat(MessagePattern.of(pattern).matches(new Message(message))).isEqualTo(matches);
    }

    @Test
    void aDotStopsAtTheEndOfALine() throws PatternRefused {
        String message = "first line\nError in the second";

        assertThat(MessagePattern.of(".*Error.*").matches(new Message(message))).isFalse();
        assertThat(MessagePattern.of("(?s).*Error.*").matches(new Message(message)))
                .isTrue();
        assertThat(MessagePattern.of("(.|\\n)*Error(.|\\n)*").matches(new Message(message)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(.{1,100}){1,100}"})
    void refusesMalformedAndLargePatterns(String pattern) {
        assertThatThrownBy(() -> MessagePattern.of(pattern)).isInstanceOf(PatternRefused.class);
    }

    /** security-requirements 43. */
    @ParameterizedTest
    @ValueSource(strings = {"(a*)*b", "(a|aa)+b", "a*a*a*a*a*b"})
    void endsALookUpThatBacktracks(String pattern) throws PatternRefused {
        var compiled = MessagePattern.of(pattern);
        var message = new Message("a".repeat(60_000));

        assertThatThrownBy(() -> compiled.matches(message)).isInstanceOf(PatternRefused.class);
    }

    @Test
    void looksAtTheBeginningOfALongMessage() throws PatternRefused {
        assertThat(MessagePattern.of("a+").matches(new Message("a".repeat(MessagePattern.MAX_MESSAGE) + "b")))
                .isTrue();
    }
}
