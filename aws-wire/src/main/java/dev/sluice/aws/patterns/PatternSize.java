package dev.sluice.aws.patterns;

import java.util.regex.Pattern;

/**
 * How large a Java pattern of a tenant may be (security-requirements 43): in characters, in counted repetitions, since a count can loop without looking at a
 * character, and in repeated groups within repeated groups. Comments within a pattern count as too large: what they hide
 * cannot be judged. Stateless.
 */
public final class PatternSize {
    /** The most characters of a pattern over a status, a message or a token. */
    static final int MAX_LENGTH = 1_024;

    private static final int MAX_REPETITIONS = 1_000;
    private static final int MAX_DEPTH = 2;
    private static final Pattern COMMENTS = Pattern.compile("\\(\\?[a-zA-Z]*x");

    private PatternSize() {}

    /** Whether a pattern of the given most characters may cost too much, whatever text it is tried on. */
    public static boolean isTooLarge(String pattern, int maxLength) {
        return pattern.length() > maxLength
                || repetitions(pattern) > MAX_REPETITIONS
                || RepeatedGroups.depth(pattern) > MAX_DEPTH
                || COMMENTS.matcher(pattern).find();
    }

    /** The product of all counted repetitions, whatever their nesting; an upper bound of what they multiply to. */
    private static long repetitions(String text) {
        long product = 1;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            long largest = 0;
            long number = 0;
            for (int index = open + 1; index < text.length() && text.charAt(index) != '}'; index++) {
                char character = text.charAt(index);
                boolean digit = character >= '0' && character <= '9';
                number = digit ? Math.min(10 * number + character - '0', Integer.MAX_VALUE) : 0;
                largest = Math.max(largest, number);
            }
            product = Math.min(product * Math.max(1, largest), Integer.MAX_VALUE);
        }
        return product;
    }
}
