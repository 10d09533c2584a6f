package dev.sluice.aws.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document (RFC 8259, nothing more) that stays the text that it is, with one word for each value and two more for
 * each object and array: a twentieth of a tree. All of the text is checked when it is read; values are made whenever they
 * are looked at. Of members of the same name the last one holds, in the place of the first.
 *
 * <p>An <em>entry</em> is the place of a value on the tape, a <em>place</em> one in the text. The entry of a member leads to
 * its name, any other one to its value. The text is not copied: whoever hands it over leaves it alone. Confined to one
 * thread.
 */
public final class JsonTape {
    /** No such entry. */
    public static final int NONE = -1;

    /** What a place takes of a word. */
    private static final int PLACE_BITS = 29;

    static final int PLACE = (1 << PLACE_BITS) - 1;
    static final int CONTAINER = 1 << 31;
    /** The word leads to another entry, of the same name and further on. */
    static final int ALIAS = 1 << 30;
    /** In its own place there is nothing: another entry leads to this object or array, or the word to what follows. */
    static final int MOVED = 1 << PLACE_BITS;

    /** Words of a container before those of its members: itself, the entry behind it, how many members it has. */
    static final int HEADER = 3;

    private static final int WALKED_PER_STEP = 8;
    private static final int LETTERS_PER_STEP = NameMatcher.LETTERS_PER_STEP;
    private static final int HASHED_PER_STEP = 16;
    private static final int LONG_NUMBER = 18;
    private static final int DIGITS_PER_STEP = 8;
    private static final int ROOT = 0;

    private final byte[] text;
    private final Words words;
    private final NameTables names;
    private final NameMatcher matcher;
    private final IntConsumer toll;

    /** Entries without a place of their own that looks went past and did not pay for yet. */
    private int passed;

    /** What stands at a place. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        INTEGER,
        DECIMAL,
        TRUE,
        FALSE,
        NULL
    }

    private JsonTape(byte[] text, TapeReader reader, NameMatcher matcher, IntConsumer toll) {
        this.text = text;
        this.words = reader.words();
        this.names = reader.names();
        this.matcher = matcher;
        this.toll = toll;
    }

    /**
     * Reads a text in UTF-8; sequences that are none count as U+FFFD.
     *
     * @param toll takes steps of some 20 ns each for looks that have to search, and may end them by throwing
     * @return null for a text that is no JSON
     * @throws BeyondLimit at the first place that goes beyond a limit
     */
    public static @Nullable JsonTape read(byte[] text, TapeLimits limits, IntConsumer toll) {
        if (text.length > PLACE) {
            throw new BeyondLimit("the text is too long");
        }
        var matcher = new NameMatcher(text, toll);
        var reader = new TapeReader(text, limits, matcher);
        return reader.read() ? new JsonTape(text, reader, matcher, toll) : null;
    }

    /** Whether an object somewhere in the document has a name twice. */
    public boolean hasDuplicates() {
        return names.hasDuplicates();
    }

    /** Place of the document's value, whose entry is 0. */
    public int rootPlace() {
        return words.get(ROOT) & PLACE;
    }

    /** How many members an object or array has. */
    public int count(int container) {
        return words.get(container + 2);
    }

    /** The first member's entry, or {@link #NONE}. */
    public int first(int container) {
        return live(container + HEADER, container);
    }

    /** The next member's entry, or {@link #NONE}. */
    public int next(int container, int entry) {
        return live(behind(words, entry), container);
    }

    /** So many members behind an entry, which must be there. */
    public int skip(int container, int from, int members) {
        int entry = from;
        for (int left = members; left > 0; left--) {
            entry = next(container, entry);
        }
        toll.accept(members / WALKED_PER_STEP);
        return entry;
    }

    private int live(int from, int container) {
        int end = words.get(container + 1);
        int entry = from;
        while (entry < end && (words.get(entry) & MOVED) != 0) {
            entry = behind(words, entry);
            pass();
        }
        return entry < end ? entry : NONE;
    }

    private void pass() {
        passed++;
        if (passed == WALKED_PER_STEP) {
            passed = 0;
            toll.accept(1);
        }
    }

    static int behind(Words words, int entry) {
        int word = words.get(entry);
        if (word < 0) {
            return words.get(entry + 1);
        }
        return (word & MOVED) == 0 ? entry + 1 : word & PLACE;
    }

    /** The entry at which a member's value stands, for the look into a container. */
    public int target(int entry) {
        int word = words.get(entry);
        return (word & ALIAS) == 0 ? entry : word & PLACE;
    }

    /** Place of an element of an array. */
    public int place(int entry) {
        return words.get(entry) & PLACE;
    }

    /** Place of a member's name. */
    static int namePlace(Words words, int entry) {
        int word = words.get(entry);
        return ((word & ALIAS) == 0 ? word : words.get(word & PLACE)) & PLACE;
    }

    /** Name of a member. */
    public String name(int entry) {
        return text(namePlace(words, entry));
    }

    /** Place of a member's value. */
    public int valuePlace(int entry) {
        int quote = namePlace(words, entry);
        int end = TapeText.end(text, quote);
        toll.accept((end - quote) / LETTERS_PER_STEP);
        return skipSpace(skipSpace(end) + 1);
    }

    /** White space is paid for before it is passed. */
    private int skipSpace(int from) {
        int at = from;
        int stop = Lexer.skipSpace(text, at, at + LETTERS_PER_STEP);
        while (stop - at == LETTERS_PER_STEP) {
            toll.accept(1);
            at = stop;
            stop = Lexer.skipSpace(text, at, at + LETTERS_PER_STEP);
        }
        return stop;
    }

    /**
     * The member of that name, or {@link #NONE}.
     *
     * @param before where it is likely to follow, or none
     */
    public int find(int object, String name, int before) {
        matcher.start();
        int guess = before == NONE ? NONE : next(object, before);
        if (guess != NONE && matcher.isNamed(namePlace(words, guess), name)) {
            return guess;
        }
        int[] table = names.table(object);
        if (table.length > 0) {
            toll.accept(name.length() < LETTERS_PER_STEP ? 0 : name.length() / HASHED_PER_STEP);
            return names.find(table, name);
        }
        return search(object, name);
    }

    private int search(int object, String name) {
        int walked = 0;
        int entry = first(object);
        while (entry != NONE && !matcher.isNamed(namePlace(words, entry), name)) {
            walked++;
            if (walked % WALKED_PER_STEP == 0) {
                toll.accept(1);
            }
            entry = next(object, entry);
        }
        return entry;
    }

    /** What stands at a place. */
    public Kind kind(int place) {
        return switch (text[place]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            default -> isDecimal(place) ? Kind.DECIMAL : Kind.INTEGER;
        };
    }

    private boolean isDecimal(int place) {
        for (int at = place; at < text.length && Lexer.isOfNumber(text[at]); at++) {
            if (text[at] == '.' || text[at] == 'e' || text[at] == 'E') {
                return true;
            }
        }
        return false;
    }

    /** The string at a place. */
    public String text(int place) {
        int end = TapeText.end(text, place);
        toll.accept((end - place) / LETTERS_PER_STEP);
        return TapeText.decode(text, place + 1, end - 1);
    }

    /** The number at a place, exact: the smallest of Integer, Long and BigInteger, or BigDecimal. */
    public Number number(int place) {
        int end = place;
        while (end < text.length && Lexer.isOfNumber(text[end])) {
            end++;
        }
        if (isDecimal(place)) {
            toll.accept((end - place) / DIGITS_PER_STEP);
            return new BigDecimal(TapeText.ascii(text, place, end));
        }
        return end - place <= LONG_NUMBER ? small(place, end) : large(place, end);
    }

    private Number small(int place, int end) {
        boolean negative = text[place] == '-';
        long digits = 0;
        for (int at = negative ? place + 1 : place; at < end; at++) {
            digits = 10 * digits + (text[at] - '0');
        }
        long value = negative ? -digits : digits;
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    private Number large(int place, int end) {
        toll.accept((end - place) / DIGITS_PER_STEP);
        BigInteger value = new BigInteger(TapeText.ascii(text, place, end));
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value;
    }
}
