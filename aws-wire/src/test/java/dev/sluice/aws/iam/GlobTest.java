package dev.sluice.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', a, false",
        "*, '', true",
        "**, abc, true",
        "?, a, true",
        "?, '', false",
        "a*c, abbbc, true",
        "a*c, abbb, false",
        "*b*, abc, true",
        "a?c*, abcde, true",
        "*?, '', false",
        "get*/pets, get/a/pets, true",
        "{a}.+, {a}.+, true",
        "a.c, abc, false"
    })
    void matchesWholeTexts(String pattern, String text, boolean expected) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void agreesWithTheDefinition() {
        var random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            String pattern = word(random, "ab*?", random.nextInt(i % 100 == 0 ? 200 : 12));
            String text = word(random, "ab", random.nextInt(i % 100 == 0 ? 200 : 12));

            assertThat(new Glob(pattern).matches(text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(matchesByDefinition(pattern, text));
        }
    }

    /** Fills the table of which beginnings of the pattern match which beginnings of the text. */
    private static boolean matchesByDefinition(String pattern, String text) {
        boolean[][] matches = new boolean[pattern.length() + 1][text.length() + 1];
        matches[0][0] = true;
        for (int p = 1; p <= pattern.length(); p++) {
            char expected = pattern.charAt(p - 1);
            for (int t = 0; t <= text.length(); t++) {
                matches[p][t] = expected == '*'
                        ? matches[p - 1][t] || (t > 0 && matches[p][t - 1])
                        : t > 0 && matches[p - 1][t - 1] && (expected == '?' || expected == text.charAt(t - 1));
            }
        }
        return matches[pattern.length()][text.length()];
    }

    @Test
    void takesNoLongerForHostilePatterns() {
        var glob = new Glob("*a?".repeat(2_700) + "b");
        String text = "a".repeat(65_536);

        // The limit by the clock ends what would never end; a busy machine is not to blame.
        Duration cpu = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(glob.matches(text)).isFalse();
            return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        });

        assertThat(cpu).isLessThan(Duration.ofSeconds(5));
    }

    private static String word(Random random, String alphabet, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
