package dev.sluice.aws.patterns;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How deep the repeated groups of a Java pattern nest. Each level that can match nothing multiplies the engine's work
 * without a look at a character, so a budget of looks alone does not bound it (security-requirements 43). Reads as much
 * of the syntax as tells a group from a text: escapes, quotations and classes. Used by one thread.
 */
final class RepeatedGroups {
    private final String pattern;
    private final Deque<Integer> around = new ArrayDeque<>();
    private int position;
    private int deepest;

    private RepeatedGroups(String pattern) {
        this.pattern = pattern;
    }

    /** The number of groups of which each is repeated and holds the next: 2 for {@code ((a)*b)+}. */
    static int depth(String pattern) {
        return new RepeatedGroups(pattern).read();
    }

    private int read() {
        while (position < pattern.length()) {
            switch (pattern.charAt(position++)) {
                case '\\' -> skipEscape();
                case '[' -> skipClass();
                case '(' -> open();
                case ')' -> close();
                default -> {}
            }
        }
        return deepest;
    }

    private void open() {
        around.push(deepest);
        deepest = 0;
    }

    private void close() {
        int inside = deepest + (isRepeated() ? 1 : 0);
        deepest = around.isEmpty() ? inside : Math.max(around.pop(), inside);
    }

    private boolean isRepeated() {
        return position < pattern.length() && "*+?{".indexOf(pattern.charAt(position)) >= 0;
    }

    private void skipEscape() {
        if (pattern.startsWith("Q", position)) {
            int end = pattern.indexOf("\\E", position);
            position = end < 0 ? pattern.length() : end + 2;
        } else {
            position++;
        }
    }

    private void skipClass() {
        int open = 1;
        skipFirstOfClass();
        while (open > 0 && position < pattern.length()) {
            switch (pattern.charAt(position++)) {
                case '\\' -> skipEscape();
                case '[' -> {
                    open++;
                    skipFirstOfClass();
                }
                case ']' -> open--;
                default -> {}
            }
        }
    }

    /** A bracket that closes stands for itself where it is the first of a class. */
    private void skipFirstOfClass() {
        if (pattern.startsWith("^", position)) {
            position++;
        }
        if (pattern.startsWith("]", position)) {
            position++;
        }
    }
}
