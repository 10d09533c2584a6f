package dev.sluice.aws.patterns;

/** How large a pattern may be, counted repetitions included, since a count can loop without looking at a character. */
final class PatternSize {
    private static final int MAX_LENGTH = 1_024;
    private static final int MAX_REPETITIONS = 1_000;

    private PatternSize() {}

    static boolean isTooLarge(String pattern) {
        return pattern.length() > MAX_LENGTH || repetitions(pattern) > MAX_REPETITIONS;
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
