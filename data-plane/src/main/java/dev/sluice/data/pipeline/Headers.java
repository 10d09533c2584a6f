package dev.sluice.data.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order they came. Names are compared without regard to ASCII case and kept as spelled; a name may
 * repeat. Two flat arrays, since a message has few fields and most are only passed on. Confined to the exchange's loop.
 */
public final class Headers {
    private static final String[] NONE = {};
    private static final int FEWEST = 4;

    private String[] fields;
    private int size;
    private boolean caseless;

    public Headers() {
        this(16);
    }

    /** Room for so many fields, and for more once they come. */
    public Headers(int expected) {
        fields = expected == 0 ? NONE : new String[2 * Math.max(FEWEST, expected)];
    }

    /** Notes that the names came without their case, as HTTP/2 sends them. */
    public void caseless(boolean lost) {
        caseless = lost;
    }

    /** Whether the names came without their case, so that a rule about exact names falls back (rest-api-runtime 7.1). */
    public boolean isCaseless() {
        return caseless;
    }

    /** Number of fields; a repeated name counts each time. */
    public int size() {
        return size;
    }

    /** Characters of all names and values together; each stands for a byte. */
    public long characters() {
        long characters = 0;
        for (int index = 0; index < 2 * size; index++) {
            characters += fields[index].length();
        }
        return characters;
    }

    /** Name of the field at an index, as spelled. */
    public String name(int index) {
        return fields[2 * index];
    }

    /** Value of the field at an index. */
    public String value(int index) {
        return fields[2 * index + 1];
    }

    /** Appends a field; earlier fields of that name stay. */
    public Headers add(String name, String value) {
        if (2 * size == fields.length) {
            fields = Arrays.copyOf(fields, 2 * Math.max(FEWEST, fields.length));
        }
        fields[2 * size] = name;
        fields[2 * size + 1] = value;
        size++;
        return this;
    }

    /** Replaces every field of that name by one, at the place of the first. */
    public Headers set(String name, String value) {
        int index = indexOf(name, 0);
        if (index < 0) {
            return add(name, value);
        }
        fields[2 * index] = name;
        fields[2 * index + 1] = value;
        removeFrom(name, index + 1);
        return this;
    }

    /** Replaces the value of the field at an index. */
    public void setAt(int index, String value) {
        fields[2 * index + 1] = value;
    }

    /** Removes every field of that name; true when there was one. */
    public boolean remove(String name) {
        return removeFrom(name, 0);
    }

    /** Removes the field at an index; those behind it move up. */
    public void removeAt(int index) {
        size--;
        System.arraycopy(fields, 2 * index + 2, fields, 2 * index, 2 * (size - index));
        Arrays.fill(fields, 2 * size, 2 * size + 2, null);
    }

    /** Removes every field. */
    public void clear() {
        Arrays.fill(fields, 0, 2 * size, null);
        size = 0;
    }

    /** The first value of a name. */
    public @Nullable String first(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : fields[2 * index + 1];
    }

    /** The last value of a name, which is what single-valued mappings see (rest-api-runtime 2.7). */
    public @Nullable String last(String name) {
        for (int index = size - 1; index >= 0; index--) {
            if (fields[2 * index].equalsIgnoreCase(name)) {
                return fields[2 * index + 1];
            }
        }
        return null;
    }

    /** Every value of a name, in order; empty when there is none. */
    public List<String> all(String name) {
        int first = indexOf(name, 0);
        if (first < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(2);
        for (int index = first; index >= 0; index = indexOf(name, index + 1)) {
            values.add(fields[2 * index + 1]);
        }
        return values;
    }

    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    /** Index of the next field of that name at or after a place; -1 when there is none. */
    public int indexOf(String name, int from) {
        for (int index = from; index < size; index++) {
            String candidate = fields[2 * index];
            if (candidate.length() == name.length() && candidate.equalsIgnoreCase(name)) {
                return index;
            }
        }
        return -1;
    }

    private boolean removeFrom(String name, int from) {
        int kept = from;
        for (int index = from; index < size; index++) {
            if (!fields[2 * index].equalsIgnoreCase(name)) {
                fields[2 * kept] = fields[2 * index];
                fields[2 * kept + 1] = fields[2 * index + 1];
                kept++;
            }
        }
        boolean removed = kept < size;
        Arrays.fill(fields, 2 * kept, 2 * size, null);
        size = kept;
        return removed;
    }

    /** Names and values, for tests and logs of the process; never log these per request. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Headers");
        for (int index = 0; index < size; index++) {
            text.append(index == 0 ? "(" : ", ").append(name(index));
        }
        return text.append(size == 0 ? "()" : ")").toString();
    }
}
