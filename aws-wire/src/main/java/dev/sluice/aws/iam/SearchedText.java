package dev.sluice.aws.iam;

import java.util.HashMap;
import java.util.Map;

/**
 * A text that patterns are tried on, and where in it stands what they asked for so far: many patterns over one text look
 * for each literal once. For one thread.
 */
final class SearchedText {
    private final String text;
    private final Map<Character, long[]> placesOf = new HashMap<>();
    private final Map<String, long[]> beginningsOf = new HashMap<>();

    SearchedText(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Where a character stands: a bit for each place, that of the end too. Not to be changed. */
    long[] placesOf(char literal) {
        return placesOf.computeIfAbsent(literal, this::find);
    }

    /** Where a text begins that is no longer than this one; bits as for a character. */
    long[] placesOf(String literal) {
        return beginningsOf.computeIfAbsent(literal, this::find);
    }

    /** As many bits as there are places. */
    long[] noPlaces() {
        return new long[text.length() / Long.SIZE + 1];
    }

    private long[] find(char literal) {
        long[] places = noPlaces();
        for (int at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
            set(places, at);
        }
        return places;
    }

    /** By Knuth, Morris and Pratt. */
    private long[] find(String literal) {
        int[] borders = borders(literal);
        long[] places = noPlaces();
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

    static void set(long[] places, int place) {
        places[place / Long.SIZE] |= 1L << place % Long.SIZE;
    }
}
