package dev.sluice.aws.iam;

import java.util.HashMap;
import java.util.Map;

/**
 * The places of a text up to which a pattern may have matched what was read of it. Each character of the pattern costs a
 * 64th of the length of the text, each literal text the length of both, whatever they hold; there is no backtracking.
 *
 * <p>Until the first star there is one place, afterwards a bit for each. Reading keeps the bits of places where the text
 * goes on so, and moves them up by what was read.
 */
final class ReachedPlaces {
    private static final int NONE = -1;
    private static final int MANY = -2;

    private final String text;
    private final Map<Character, long[]> placesOf = new HashMap<>();
    private int single;
    private long[] many = {};

    /** At the beginning of a text. */
    ReachedPlaces(String text) {
        this.text = text;
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
            keep(placesOf(literal));
            moveUp(literal.length());
        }
    }

    private void read(char literal) {
        if (single != MANY) {
            single = single < text.length() && text.charAt(single) == literal ? single + 1 : NONE;
        } else {
            keep(placesOf.computeIfAbsent(literal, this::placesOf));
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
        int first = single;
        for (int word = 0; first == MANY; word++) {
            if (many[word] != 0) {
                first = word * Long.SIZE + Long.numberOfTrailingZeros(many[word]);
            }
        }
        many = none();
        for (int place = first; place <= text.length(); place++) {
            set(many, place);
        }
        single = MANY;
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
        long any = 0;
        for (int word = many.length - 1; word >= 0; word--) {
            long moved = 0;
            if (word >= words) {
                moved = many[word - words] << bits;
                if (bits > 0 && word > words) {
                    moved |= many[word - words - 1] >>> (Long.SIZE - bits);
                }
            }
            many[word] = moved;
            if (word == many.length - 1) {
                many[word] &= -1L >>> (Long.SIZE - 1 - text.length() % Long.SIZE);
            }
            any |= many[word];
        }
        if (any == 0) {
            single = NONE;
        }
    }

    private long[] placesOf(char literal) {
        long[] places = none();
        for (int at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
            set(places, at);
        }
        return places;
    }

    /** Where a literal begins, by Knuth, Morris and Pratt. */
    private long[] placesOf(String literal) {
        int[] borders = borders(literal);
        long[] places = none();
        int matched = 0;
        for (int at = 0; at < text.length(); at++) {
            while (matched > 0 && (matched == literal.length() || text.charAt(at) != literal.charAt(matched))) {
                matched = borders[matched - 1];
            }
            if (text.charAt(at) == literal.charAt(matched)) {
                matched++;
            }
            if (matched == literal.length()) {
                set(places, at + 1 - matched);
            }
        }
        return places;
    }

    private static int[] borders(String literal) {
        int[] borders = new int[literal.length()];
        for (int at = 1, border = 0; at < literal.length(); at++) {
            while (border > 0 && literal.charAt(at) != literal.charAt(border)) {
                border = borders[border - 1];
            }
            if (literal.charAt(at) == literal.charAt(border)) {
                border++;
            }
            borders[at] = border;
        }
        return borders;
    }

    private long[] none() {
        return new long[text.length() / Long.SIZE + 1];
    }

    private static boolean has(long[] places, int place) {
        return (places[place / Long.SIZE] >>> place % Long.SIZE & 1) == 1;
    }

    private static void set(long[] places, int place) {
        places[place / Long.SIZE] |= 1L << place % Long.SIZE;
    }
}
