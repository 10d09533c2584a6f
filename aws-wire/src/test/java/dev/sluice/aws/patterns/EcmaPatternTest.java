package dev.sluice.aws.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {
    private static StepBudget plenty() {
        return new StepBudget(10_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "b+ abbc true",
                "^b+$ abbc false",
                "^(a|bc){2,3}$ abca true",
                "^(a|bc){2,3}$ a false",
                "^a{2}$ aaa false",
                "^[a-c]{1,3}$ abc true",
                "^[a-c]{1,3}$ abca false",
                "^[a-c]+$ `` false",
                "^[^a]*$ bcd true",
                "^.$ ab false",
                "^$ `` true",
                "^a{2,}$ aaaa true",
                "^a{,2}$ a{,2} true",
                "^a{x}$ a{x} true",
                "^(?=.*[A-Z])(?=.*\\d).{8,}$ Passw0rdx true",
                "^(?=.*[A-Z])(?=.*\\d).{8,}$ passw0rdx false",
                "^(?!admin)[a-z]+$ adminx false",
                "^(?!admin)[a-z]+$ user true",
                "^[\\w.%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,4}$ a.b@example.com true",
                "^[[]&&]$ [&&] true",
                "^[^\\d\\s]+$ ab true",
                "^[^\\d\\s]+$ a1b false",
                "^[\\W]$ - true",
                "^[+\\-]?\\d+$ -12 true",
                "^[a-]+$ a- true",
                "^[\\w-.]+$ a-. true",
                "\\bcat\\b cat true",
                "\\bcat\\b cats false",
                "\\Bats cats true",
                "^\\u0041\\x42\\cJ? AB true",
                "^\\/\\.\\_$ /._ true",
                "^.$ 😀 false",
                "^..$ 😀 true",
                "[] a false",
                "^[^]$ a true",
                "^(?:)*$ `` true",
                "^(a*)*$ aaa true",
                "a|^$ b false",
                "(?=$) b true",
                "^()$ `` true",
                "^\\d$ ٣ false",
            })
    void findsAsEcma262Says(String pattern, String text, boolean found) throws PatternRefused {
        assertThat(EcmaPattern.of(pattern).finds(text, plenty())).isEqualTo(found);
    }

    @Test
    void endsAndDotsKnowTheLineEndsOfEcma262() throws PatternRefused {
        assertThat(EcmaPattern.of("a$").finds("a\n", plenty())).isFalse();
        assertThat(EcmaPattern.of("^.$").finds("\u2028", plenty())).isFalse();
        assertThat(EcmaPattern.of("^.$").finds("\u0085", plenty())).isTrue();
        assertThat(EcmaPattern.of("^\\s$").finds("\uFEFF", plenty())).isTrue();
        assertThat(EcmaPattern.of("^\\S$").finds("\u2003", plenty())).isFalse();
        assertThat(EcmaPattern.of("^[\\S]$").finds("\u2003", plenty())).isFalse();
        assertThat(EcmaPattern.of("^[\\S]$").finds("\u3042", plenty())).isTrue();
        assertThat(EcmaPattern.of("^[^\\S]$").finds("\u2003", plenty())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "a)",
                "[a",
                "*a",
                "a**",
                "a++",
                "a{3,2}",
                "a\\",
                "\\x4",
                "[b-a]",
                "(a)\\1",
                "(?<=a)b",
                "(?<name>a)",
                "(?i)a",
                "\\p{L}",
                "\\Qa",
                "a{10001}",
                "(a{1000}){1000}",
                "(((){1000}){1000}){1000}",
                "(?=(a{1000}){1000})",
            })
    void refusesWhatIsMalformedOrNotSupportedOrTooLarge(String pattern) {
        assertThatThrownBy(() -> EcmaPattern.of(pattern))
                .isInstanceOf(PatternRefused.class)
                .hasMessageContaining(pattern);
    }

    @Test
    void refusesLongAndDeepPatterns() {
        assertThatThrownBy(() -> EcmaPattern.of("a".repeat(4_097))).isInstanceOf(PatternRefused.class);
        assertThatThrownBy(() -> EcmaPattern.of("(".repeat(2_000) + ")".repeat(2_000)))
                .isInstanceOf(PatternRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(x+x+)+y", "^(a|aa)+$", "(a*)*b", "(?:|){30}(?:|a?)*c", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    @DisplayName("security-requirements 43: what makes others backtrack runs in the product of both lengths")
    void runsInLinearTime(String pattern) throws PatternRefused {
        for (String unit : List.of("a", "x", "ax")) {
            assertThat(EcmaPattern.of(pattern).finds(unit.repeat(2_000) + "!", new StepBudget(1_500_000)))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("security-requirements 43")
    void spendsTheBudgetOnLongTextsAndCostlyPatterns() throws PatternRefused {
        EcmaPattern costly = EcmaPattern.of("(?=(.*x)*$)".repeat(50) + "(a{0,90}){0,90}z");

        assertThatThrownBy(() -> EcmaPattern.of("a").finds("a".repeat(64 * 1024 + 1), plenty()))
                .isInstanceOf(BudgetSpent.class);
        assertThatThrownBy(() -> costly.finds("x".repeat(5_000), plenty())).isInstanceOf(BudgetSpent.class);
    }

    /** Both engines say the same of random patterns; the other one is wrong about groups with a count. */
    @Test
    void agreesWithAnotherEngine() {
        Random random = new Random(20_261_128);
        int compared = 0;
        int found = 0;
        for (int round = 0; round < 8_000; round++) {
            String pattern = round % 8 == 0 ? "^" + pattern(random, 0) + "$" : pattern(random, 3);
            EcmaPattern tested = tested(pattern);
            Pattern other = other(pattern);
            assertThat(tested == null).as(pattern).isEqualTo(other == null);
            for (int text = 0; tested != null && other != null && text < 5; text++) {
                String tried = text(random);
                boolean expected = other.matcher(tried).find();
                assertThat(tested.finds(tried, plenty()))
                        .as("%s in %s", pattern, tried)
                        .isEqualTo(expected);
                compared++;
                found += expected ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(30_000);
        assertThat(found).isBetween(compared / 10, compared * 9 / 10);
    }

    /** Never anything but a pattern or a refusal. */
    @Test
    void neverThrowsAnythingElse() {
        Random random = new Random(7);
        String characters = "ab([{^$.|*+?\\)]}-,:=!<0123dDwWsSbBuxck&";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                pattern.append(characters.charAt(random.nextInt(characters.length())));
            }
            EcmaPattern tested = tested(pattern.toString());
            if (tested != null) {
                tested.finds(text(random), plenty());
            }
        }
    }

    private static @Nullable EcmaPattern tested(String pattern) {
        try {
            return EcmaPattern.of(pattern);
        } catch (PatternRefused _) {
            return null;
        }
    }

    private static @Nullable Pattern other(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException _) {
            return null;
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append("abc -".charAt(random.nextInt(5)));
        }
        return text.toString();
    }

    private static String pattern(Random random, int depth) {
        StringBuilder pattern = new StringBuilder();
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            String part = switch (random.nextInt(depth == 0 ? 6 : 10)) {
                case 0, 1 -> "a";
                case 2 -> "b";
                case 3 ->
                    List.of("[ab]", "[^a]", "[a-c]", "[^\\w]", "\\W", "[\\s-]").get(random.nextInt(6));
                case 4 -> ".";
                case 5 -> List.of("^", "$", "\\b", "\\B", "").get(random.nextInt(5));
                case 6, 7 -> "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
                case 8 -> "(?=" + pattern(random, depth - 1) + ")";
                default -> "(?!" + pattern(random, depth - 1) + ")";
            };
            pattern.append(part);
            if (part.startsWith("(") && !part.startsWith("(?")) {
                pattern.append(List.of("", "*", "+", "?", "*?").get(random.nextInt(5)));
            } else if (part.equals("a") || part.equals("b") || part.startsWith("[")) {
                pattern.append(
                        List.of("", "*", "{2}", "{1,2}", "{0,2}?", "{3,}").get(random.nextInt(6)));
            }
        }
        return pattern.toString();
    }
}
