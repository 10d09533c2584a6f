package dev.sluice.aws.json;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds members by name in tables of five bytes for each: those that an object has twice, when it is read, and members of
 * objects with hundreds of them ever after, as far as a bound of memory goes. Callers choose the names, so the hash is one
 * that they cannot foresee. Confined to one thread.
 */
final class NameTables {
    /** What objects have that are searched from their beginning. */
    static final int[] NO_TABLE = {};

    /** Objects of more members may keep their table. */
    private static final int FEW = 256;

    /** Places of the tables of one document that are kept. */
    private static final int MOST_KEPT = 64 * 1024;

    private static final int PRIME_BITS = 61;

    /** A prime, modulo which names are numbers in a base that nobody knows. */
    private static final long PRIME = (1L << PRIME_BITS) - 1;

    private final byte[] text;
    private final Words words;
    private final NameMatcher matcher;
    private final long base = ThreadLocalRandom.current().nextLong(1L << 32, PRIME);
    private final Map<Integer, int[]> tables = new HashMap<>();
    private int kept;
    private boolean duplicates;

    NameTables(byte[] text, Words words, NameMatcher matcher) {
        this.text = text;
        this.words = words;
        this.matcher = matcher;
    }

    boolean hasDuplicates() {
        return duplicates;
    }

    /** The table of an object that has one. */
    int[] table(int object) {
        return tables.isEmpty() ? NO_TABLE : tables.getOrDefault(object, NO_TABLE);
    }

    /** Lets the last of members of the same name take the place of the first; says how many fewer there are. */
    int settle(int object, int count) {
        if (count == 1) {
            return 0;
        }
        int[] table = new int[count + count / 3 + 1]; // a free place is the end of a search
        int lost = 0;
        int end = words.size();
        for (int entry = object + JsonTape.HEADER; entry < end; entry = JsonTape.behind(words, entry)) {
            lost += isFirst(table, entry) ? 0 : 1;
        }
        if (count > FEW && table.length <= MOST_KEPT - kept) {
            kept += table.length;
            tables.put(object, table);
        }
        if (lost > 0) {
            duplicates = true;
            unlink(object + JsonTape.HEADER, end);
        }
        return lost;
    }

    private boolean isFirst(int[] table, int entry) {
        int quote = JsonTape.namePlace(words, entry);
        int slot = slot(hash(quote), table);
        while (table[slot] != 0) {
            if (isSame(JsonTape.namePlace(words, table[slot]), quote)) {
                move(table[slot], entry);
                return false;
            }
            slot = slot + 1 == table.length ? 0 : slot + 1;
        }
        table[slot] = entry;
        return true;
    }

    /** An object or array is led to, where its members are; the place of any other value moves to the first one. */
    private void move(int first, int last) {
        int word = words.get(first);
        if ((word & JsonTape.ALIAS) != 0) {
            leave(word & JsonTape.PLACE);
        }
        int moved = words.get(last);
        int kept = word & JsonTape.CONTAINER;
        if ((moved & JsonTape.CONTAINER) != 0) {
            words.set(first, kept | JsonTape.ALIAS | last);
            words.set(last, moved | JsonTape.MOVED);
        } else {
            words.set(first, kept | (moved & JsonTape.PLACE));
            leave(last);
        }
    }

    /** Nothing looks at an entry any more; its word tells what follows. */
    private void leave(int entry) {
        words.set(entry, JsonTape.MOVED | JsonTape.behind(words, entry));
    }

    /** Makes one step of each run of entries that were left. */
    private void unlink(int from, int end) {
        int run = JsonTape.NONE;
        for (int entry = from; entry < end; entry = JsonTape.behind(words, entry)) {
            boolean left = (words.get(entry) & (JsonTape.MOVED | JsonTape.CONTAINER)) == JsonTape.MOVED;
            if (left && run == JsonTape.NONE) {
                run = entry;
            } else if (!left && run != JsonTape.NONE) {
                words.set(run, JsonTape.MOVED | entry);
                run = JsonTape.NONE;
            }
        }
        if (run != JsonTape.NONE) {
            words.set(run, JsonTape.MOVED | end);
        }
    }

    /** The entry of that name in a table, or none. */
    int find(int[] table, String name) {
        int slot = slot(hash(name), table);
        while (table[slot] != 0) {
            if (matcher.isNamed(JsonTape.namePlace(words, table[slot]), name)) {
                return table[slot];
            }
            slot = slot + 1 == table.length ? 0 : slot + 1;
        }
        return JsonTape.NONE;
    }

    private boolean isSame(int one, int other) {
        int at = 1;
        while (text[one + at] == text[other + at] && isPlain(text[one + at])) {
            at++;
        }
        byte mine = text[one + at];
        byte its = text[other + at];
        if ((mine == '"' || isPlain(mine)) && (its == '"' || isPlain(its))) {
            return mine == its;
        }
        return TapeText.string(text, one).equals(TapeText.string(text, other));
    }

    private static boolean isPlain(byte letter) {
        return letter >= 0 && letter != '"' && letter != '\\';
    }

    private long hash(int quote) {
        long hash = 1;
        for (int at = quote + 1; text[at] != '"'; at++) {
            if (!isPlain(text[at])) {
                return hash(TapeText.string(text, quote));
            }
            hash = times(hash) + text[at];
        }
        return times(hash);
    }

    private long hash(String name) {
        long hash = 1;
        for (int index = 0; index < name.length(); index++) {
            hash = times(hash) + name.charAt(index);
        }
        return times(hash);
    }

    /** The product with the base, modulo the prime. A letter on top makes no number that is too long to multiply. */
    private long times(long hash) {
        long high = Math.multiplyHigh(hash, base);
        long low = hash * base;
        long sum = ((high << (Long.SIZE - PRIME_BITS)) | (low >>> PRIME_BITS)) + (low & PRIME);
        return sum >= PRIME ? sum - PRIME : sum;
    }

    private static int slot(long hash, int[] table) {
        return (int) Math.unsignedMultiplyHigh(hash << (Long.SIZE - PRIME_BITS), table.length);
    }
}
