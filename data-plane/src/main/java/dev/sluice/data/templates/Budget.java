package dev.sluice.data.templates;

import org.jspecify.annotations.Nullable;

/** The steps left to one rendering, so that its CPU time has a bound (security-requirements 42). Not shared. */
final class Budget {
    private static final int COPIED_CHARS_PER_STEP = 64;
    private static final int LOOKED_AT_CHARS_PER_STEP = 8;
    private final int steps;
    private int left;
    private boolean isNested;

    Budget(int steps) {
        this.steps = steps;
        this.left = steps;
    }

    /** Steps taken so far. */
    int used() {
        return steps - left;
    }

    /** Notes what a template puts into a map or list: with a map or list in it, that may be deeper than what was read, or hold itself. */
    void put(@Nullable Object value) {
        isNested |= value instanceof MapValue || value instanceof ListValue;
    }

    /** Whether a map or list was put into another. */
    boolean isNested() {
        return isNested;
    }

    void charge(int steps) {
        left -= steps;
        if (left < 0) {
            left = 0;
            throw new Halted("the template takes too many steps");
        }
    }

    /** For copying so many characters in bulk. */
    void copied(int chars) {
        charge(1 + chars / COPIED_CHARS_PER_STEP);
    }

    /** For looking at each of so many characters. */
    void lookedAt(int chars) {
        charge(1 + chars / LOOKED_AT_CHARS_PER_STEP);
    }

    /** For looking for a text in another, which may compare each place with most of it. */
    void searched(int chars, int sought) {
        long places = (long) chars * Math.max(1, sought / LOOKED_AT_CHARS_PER_STEP);
        charge((int) Math.min(Integer.MAX_VALUE, 1 + places / LOOKED_AT_CHARS_PER_STEP));
    }
}
