package dev.sluice.aws.iam;

import java.util.Arrays;

/**
 * The places of a text up to which a pattern may have matched what was read of it. Each character of the pattern, and
 * each literal text, costs a 64th of the length of the text, and each different literal the length of both once, whatever
 * they hold; there is no backtracking.
 *
 * <p>Until the first star there is one place, afterwards a bit for each. Reading keeps the bits of places where the text
 * goes on so, and moves them up by what was read.
 */
final class ReachedPlaces {
    private static final int NONE = -1;
    private static final int MANY = -2;

    private final SearchedText searched;
    private final String text;
    private int single;
    private long[] many = {};

    /** At the beginning of a text. */
    ReachedPlaces(SearchedText searched) {
        this.searched = searched;
        this.text = searched.text();
    }

    boolean areNone() {
        return single == NONE;
    }

    /** Whether the end of the text is among them. */
    boolean areTheEnd() {
        return single == MANY ? has(many, text.length()) : single == text.length();
    }

    /** Reads characters among which {@code *} stands for any and {@code ?} for one. */
    void readPattern(String pattern) {
        for (int i = 0; i < pattern.length() && single != NONE; i++) {
            switch (pattern.charAt(i)) {
                case '*' -> readAnything();
                case '?' -> readAny();
                default -> read(pattern.charAt(i));
            }
        }
    }

    /** Reads a text without wildcards. */
    void read(String literal) {
        if (literal.isEmpty() || single == NONE) {
            return;
        }
        if (single != MANY) {
            single = text.startsWith(literal, single) ? single + literal.length() : NONE;
        } else if (literal.length() > text.length()) {
            single = NONE;
        } else {
            keep(searched.placesOf(literal));
            moveUp(literal.length());
        }
    }

    private void read(char literal) {
        if (single != MANY) {
            single = single < text.length() && text.charAt(single) == literal ? single + 1 : NONE;
        } else {
            keep(searched.placesOf(literal));
            moveUp(1);
        }
    }

    private void readAny() {
        if (single == MANY) {
            moveUp(1);
        } else {
            single = single < text.length() ? single + 1 : NONE;
        }
    }

    private void readAnything() {
        if (single != MANY) {
            many = searched.noPlaces();
            SearchedText.set(many, single);
            single = MANY;
        }
        int first = 0;
        while (many[first] == 0) {
            first++;
        }
        many[first] = -1L << Long.numberOfTrailingZeros(many[first]);
        Arrays.fill(many, first + 1, many.length, -1L);
        dropBeyondTheEnd();
    }

    private void dropBeyondTheEnd() {
        many[many.length - 1] &= -1L >>> (Long.SIZE - 1 - text.length() % Long.SIZE);
    }

    private void keep(long[] places) {
        for (int word = 0; word < many.length; word++) {
            many[word] &= places[word];
        }
    }

    /** Moves all places up, those beyond the end are none any more. */
    private void moveUp(int characters) {
        int words = characters / Long.SIZE;
        int bits = characters % Long.SIZE;
        for (int word = many.length - 1; word >= 0; word--) {
            long moved = 0;
            if (word >= words) {
                moved = many[word - words] << bits;
                if (bits > 0 && word > words) {
                    moved |= many[word - words - 1] >>> (Long.SIZE - bits);
                }
            }
            many[word] = moved;
        }
        dropBeyondTheEnd();
        if (!hasAny()) {
            single = NONE;
        }
    }

    private boolean hasAny() {
        for (long word : many) {
            if (word != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(long[] places, int place) {
        return (places[place / Long.SIZE] >>> place % Long.SIZE & 1) == 1;
    }
}
