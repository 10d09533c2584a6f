package dev.sluice.data.transform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of header names, each with a small number, looked up without regard to case, without hashing the whole
 * name and without allocation. Immutable.
 */
final class NameTable {
    static final int NONE = -1;

    private final @Nullable String[] names;
    private final int[] numbers;
    private final int mask;

    /** One list of names per number, from 0 on. */
    NameTable(List<List<String>> namesByNumber) {
        int count = namesByNumber.stream().mapToInt(List::size).sum();
        int capacity = Integer.highestOneBit(Math.max(1, count)) << 3;
        this.names = new String[capacity];
        this.numbers = new int[capacity];
        this.mask = capacity - 1;
        for (int number = 0; number < namesByNumber.size(); number++) {
            for (String name : namesByNumber.get(number)) {
                put(name, number);
            }
        }
    }

    private void put(String name, int number) {
        int slot = hash(name) & mask;
        while (names[slot] != null) {
            slot = (slot + 1) & mask;
        }
        names[slot] = name;
        numbers[slot] = number;
    }

    /** The number of a name, {@link #NONE} when it is not in the table. */
    int number(String name) {
        if (name.isEmpty()) {
            return NONE;
        }
        int slot = hash(name) & mask;
        for (String known = names[slot]; known != null; known = names[slot]) {
            if (known.length() == name.length() && known.equalsIgnoreCase(name)) {
                return numbers[slot];
            }
            slot = (slot + 1) & mask;
        }
        return NONE;
    }

    boolean contains(String name) {
        return number(name) != NONE;
    }

    private static int hash(String name) {
        int length = name.length();
        int first = name.charAt(0) | 0x20;
        int middle = name.charAt(length / 2) | 0x20;
        int last = name.charAt(length - 1) | 0x20;
        int mixed = ((length * 31 + first) * 31 + middle) * 31 + last;
        return mixed ^ (mixed >>> 7);
    }
}
