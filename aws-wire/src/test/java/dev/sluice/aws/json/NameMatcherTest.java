package dev.sluice.aws.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 42: names are compared letter by letter, and long ones for steps")
class NameMatcherTest {
    private static final int ROUNDS = 200_000;

    /** Letters, escapes, characters of two to four bytes, and what is no UTF-8. */
    private static final List<byte[]> PIECES = List.of(
            ascii("a"),
            ascii("\\u0061"),
            ascii("\\\""),
            ascii("\\n"),
            utf8("\u00e4"),
            ascii("\\u00E4"),
            utf8("\u4e2d"),
            utf8("\ud83d\ude00"),
            ascii("\\ud83d"),
            ascii("\\ude00"),
            utf8("\ufffd"),
            ascii("\\ufffd"),
            HexFormat.of().parseHex("ff"),
            HexFormat.of().parseHex("e4b8"),
            HexFormat.of().parseHex("80"),
            HexFormat.of().parseHex("f09f98"),
            HexFormat.of().parseHex("c0af"),
            HexFormat.of().parseHex("eda080"));

    private int toll;

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] broken(String bytes) {
        return bytes.getBytes(ISO_8859_1);
    }

    private boolean isNamed(byte[] text, String name) {
        return new NameMatcher(text, steps -> toll += steps).isNamed(0, name);
    }

    private static byte[] quoted(Random random) {
        StringBuilder bytes = new StringBuilder("\"");
        for (int count = random.nextInt(4); count > 0; count--) {
            bytes.append(new String(PIECES.get(random.nextInt(PIECES.size())), ISO_8859_1));
        }
        return bytes.append('"').toString().getBytes(ISO_8859_1);
    }

    @Test
    void isTheSameAsToCompareTexts() {
        Random random = new Random(7);
        int same = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] text = quoted(random);
            byte[] other = quoted(random);
            String mine = TapeText.string(text, 0);
            String its = TapeText.string(other, 0);
            assertThat(isNamed(text, mine)).as(mine).isTrue();
            assertThat(isNamed(text, its)).as(mine + " and " + its).isEqualTo(mine.equals(its));
            same += mine.equals(its) ? 1 : 0;
        }
        assertThat(same).isBetween(ROUNDS / 20, ROUNDS / 2);
    }

    @Test
    void ordinaryNamesCostNothingAndLongOnesWhatTheyTake() {
        assertThat(isNamed(utf8("\"customer\\u00e4ddress\u4e2d\""), "customer\u00e4ddress\u4e2d"))
                .isTrue();
        assertThat(isNamed(ascii("\"" + "x".repeat(60) + "\""), "x".repeat(60))).isTrue();
        assertThat(isNamed(ascii("\"\\u0061" + "x".repeat(6_400) + "\""), "b")).isFalse();
        assertThat(toll).isZero();
        assertThat(isNamed(ascii("\"\\u0061" + "x".repeat(6_400) + "\""), "a" + "x".repeat(6_399) + "y"))
                .isFalse();
        assertThat(toll).isEqualTo(100);
    }

    @Test
    void runsOfBrokenUtf8AreAStepEachAndLettersBeforeThemCount() {
        byte[] text = broken("\"" + "\u00ffa".repeat(100) + "\u00ff\u00ff\"");
        assertThat(isNamed(text, "\ufffda".repeat(100) + "\ufffdz")).isFalse();
        assertThat(toll).as("101 runs, and 200 letters").isEqualTo(101 + 3);
        toll = 0;
        assertThat(isNamed(broken("\"" + "\u00ff".repeat(6_400) + "\""), "\ufffd".repeat(6_400)))
                .isTrue();
        assertThat(toll).as("a long run, and its letters").isEqualTo(1 + 800 + 100);
    }
}
