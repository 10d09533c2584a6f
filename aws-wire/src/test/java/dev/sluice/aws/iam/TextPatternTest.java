package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
    private static final int TRIES = 5_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void matchesWhatTheSameRegularExpressionMatches(long seed) throws MalformedPolicy {
        var random = new Random(seed);
        int matches = 0;
        for (int i = 0; i < TRIES; i++) {
            // Long ones cross the borders of words.
            int length = random.nextInt(random.nextInt(10) == 0 ? 300 : 12);
            String text = letters(random, length);
            String value = letters(random, random.nextInt(random.nextInt(10) == 0 ? 90 : 3));
            var pattern = new StringBuilder("${v:v}");
            var expected = new StringBuilder(Pattern.quote(value));
            for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
                boolean before = random.nextBoolean();
                String[] piece = piece(random, text, value);
                pattern.insert(before ? 0 : pattern.length(), piece[0]);
                expected.insert(before ? 0 : expected.length(), piece[1]);
            }
            boolean matched =
                    TextPattern.of(PolicyText.parse(pattern.toString())).matches(text, call(value));
            assertThat(matched)
                    .as("%s with %s on %s", pattern, value, text)
                    .isEqualTo(text.matches(expected.toString()));
            matches += matched ? 1 : 0;
        }
        assertThat(matches).isBetween(TRIES / 20, TRIES * 19 / 20);
    }

    private static String[] piece(Random random, String text, String value) {
        int from = random.nextInt(text.length() + 1);
        String part = text.substring(from, from + random.nextInt(text.length() - from + 1));
        return switch (random.nextInt(8)) {
            case 0 -> new String[] {"?", "."};
            case 1 -> new String[] {part, Pattern.quote(part)};
            case 2 -> new String[] {"${v:v}", Pattern.quote(value)};
            case 3 -> new String[] {"a", "a"};
            default -> new String[] {"*", ".*"};
        };
    }

    private static String letters(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(4) == 0 ? 'b' : 'a');
        }
        return text.toString();
    }

    @Test
    void takesNoLongerForWhatBacktrackingNeverEnds() throws MalformedPolicy {
        // given
        String most = "*${v:v}a?".repeat(900) + "b";
        TextPattern pattern = TextPattern.of(PolicyText.parse(most));
        String text = "a".repeat(8_000);
        long start = System.nanoTime();

        // when
        boolean matches = pattern.matches(text, call("aaaa"));

        // then
        assertThat(matches).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static AccessRequest call(String value) {
        return new AccessRequest("a:b", "*", Map.of("v:v", List.of(value)));
    }
}
