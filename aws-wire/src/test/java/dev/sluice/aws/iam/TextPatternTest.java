package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
    private static final int TRIES = 5_000;
    private static final int LONGEST_TEXT = 10_240;
    private static final int RUNS = 20;

    /** As many as {@code "*${aws:Referer}b",} finds room for in a policy. */
    private static final int MOST_VALUES = 440;

    /** As many as {@code "*a",} finds room for. */
    private static final int MOST_PLAIN_VALUES = 1_600;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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
                    TextPattern.of(PolicyText.parse(pattern.toString())).matches(new SearchedText(text), call(value));
            assertThat(matched)
                    .as("%s with %s on %s", pattern, value, text)
                    .isEqualTo(text.matches(expected.toString()));
            matches += matched ? 1 : 0;
        }
        assertThat(matches).isBetween(TRIES / 20, TRIES * 19 / 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 62, 63, 64, 65, 127, 128, 129})
    void holdsAtTheBordersOfWords(int length) throws MalformedPolicy {
        String text = "a".repeat(length);

        for (String whole : List.of("*${v:v}", "${v:v}*", "*${v:v}*", "**${v:v}**", "${v:v}")) {
            assertThat(matches(whole, text, text)).as(whole).isTrue();
            assertThat(matches(whole, text, text + "a")).as(whole).isFalse();
        }
        assertThat(matches("*b${v:v}", "b" + text, text)).isTrue();
        assertThat(matches("*?${v:v}", text, text)).isFalse();
        assertThat(matches("*?${v:v}", text + "a", text)).isTrue();
        assertThat(matches("*" + "?".repeat(length) + "${v:v}", text + "b", "b"))
                .isTrue();
        assertThat(matches("*" + "?".repeat(length + 1) + "${v:v}", text + "b", "b"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${v:v}", "a${v:v}b", "a*${v:v}b", "*${v:v}*", "${v:v}*b", "?${v:v}?", "a${v:v}${v:v}b"})
    void takesAnEmptyValueForNothingAndAMissingOneForNoMatch(String pattern) throws MalformedPolicy {
        String text = pattern.equals("${v:v}") ? "" : "ab";
        TextPattern compiled = TextPattern.of(PolicyText.parse(pattern));

        assertThat(compiled.matches(new SearchedText(text), call(""))).isTrue();
        assertThat(compiled.matches(new SearchedText(text), new AccessRequest("a:b", "*", Map.of())))
                .isFalse();
        assertThat(compiled.matches(
                        new SearchedText(text), new AccessRequest("a:b", "*", Map.of("v:v", List.of("", "")))))
                .isFalse();
    }

    private static boolean matches(String pattern, String text, String value) throws MalformedPolicy {
        return TextPattern.of(PolicyText.parse(pattern)).matches(new SearchedText(text), call(value));
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

    @ParameterizedTest
    @DisplayName("security 43, 45: no pattern that a policy has room for holds an event loop for 20 ms")
    @ValueSource(
            strings = {
                "stars",
                "stars apart",
                "one place each",
                "defaults",
                "long defaults",
                "variables",
                "backtracking",
                "many values",
                "many plain values"
            })
    void costsLittleWhateverItAndTheTextHold(String kind) throws MalformedPolicy {
        // given
        List<TextPattern> patterns = patterns(kind);
        String text = "a".repeat(LONGEST_TEXT);
        AccessRequest call = call("a".repeat(500));
        long least = Long.MAX_VALUE;

        // when
        for (int run = 0; run < RUNS; run++) {
            var searched = new SearchedText(text);
            long start = THREADS.getCurrentThreadCpuTime();
            assertThat(patterns.stream().anyMatch(pattern -> pattern.matches(searched, call)))
                    .isFalse();
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
        }

        // then
        assertThat(Duration.ofNanos(least)).isLessThan(Duration.ofMillis(20));
    }

    private static List<TextPattern> patterns(String kind) throws MalformedPolicy {
        return switch (kind) {
            case "many values" -> Collections.nCopies(MOST_VALUES, TextPattern.of(PolicyText.parse("*${v:v}b")));
            case "many plain values" -> Collections.nCopies(MOST_PLAIN_VALUES, TextPattern.of(PolicyText.parse("*b")));
            default -> List.of(TextPattern.of(PolicyText.parse(worst(kind))));
        };
    }

    /** As much as a policy holds, none of which matches a text of one letter. */
    private static String worst(String kind) {
        return switch (kind) {
            case "stars" -> "*".repeat(8_000) + "${*}b";
            case "stars apart" -> "*?".repeat(4_000) + "${*}b";
            case "one place each" -> "*" + "a?".repeat(4_000) + "${*}b";
            case "defaults" -> "*" + defaults(500, 1) + "b";
            case "long defaults" -> "*" + defaults(70, 70) + "b";
            case "variables" -> "*${v:v}".repeat(20) + "${v:v}*".repeat(900) + "b";
            default -> "*${v:v}a?".repeat(900) + "b";
        };
    }

    /** Different ones of a letter. */
    private static String defaults(int count, int shortest) {
        var pattern = new StringBuilder();
        for (int i = 0; i < count; i++) {
            pattern.append("*${x,'").append("a".repeat(shortest + i % 60)).append("'}");
        }
        return pattern.toString();
    }

    private static AccessRequest call(String value) {
        return new AccessRequest("a:b", "*", Map.of("v:v", List.of(value)));
    }
}
