package dev.sluice.control.apis.openapi.document;

import java.util.function.Supplier;

/**
 * What one document may cost, aliases counted as if they had been written out (security-requirements 44). A tree of a
 * hundred levels is refused: no API needs one.
 */
final class TreeBudget {
    static final int MAX_DEPTH = 99;
    static final int MAX_NODES = 100_000;
    static final long MAX_CHARACTERS = 6L * 1024 * 1024;
    static final int MAX_ALIASES = 50;

    private final Supplier<String> place;
    private int nodes;
    private long characters;
    private int aliases;

    TreeBudget(Supplier<String> place) {
        this.place = place;
    }

    int nodes() {
        return nodes;
    }

    long characters() {
        return characters;
    }

    void node() {
        nodes(1);
    }

    void nodes(int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw refused("The document has more than " + MAX_NODES + " values");
        }
    }

    void characters(long more) {
        characters += more;
        if (characters > MAX_CHARACTERS) {
            throw refused(
                    "The document is longer than " + MAX_CHARACTERS + " characters when its aliases are expanded");
        }
    }

    void alias() {
        aliases++;
        if (aliases > MAX_ALIASES) {
            throw refused("The document has more than " + MAX_ALIASES + " aliases");
        }
    }

    void depth(int depth) {
        if (depth > MAX_DEPTH) {
            throw refused("The document has more than " + MAX_DEPTH + " levels");
        }
    }

    /** A key or value as text; refuses what is no Unicode text or holds NUL, which the database cannot keep. */
    String text(String text) {
        characters(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == 0) {
                throw refused("The document holds the character NUL");
            }
            if (Character.isSurrogate(each)) {
                boolean isPair = Character.isHighSurrogate(each)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    throw refused("The document holds half a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    DocumentRefused refused(String reason) {
        return DocumentRefused.at(place.get(), reason);
    }
}
