package dev.sluice.data.templates;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object, in the order in which their names came. Most objects have few, which take a third of the
 * memory of a hash map this way and are found as fast; more of them go into one. Confined to one call.
 */
final class Members extends AbstractMap<Object, @Nullable Object> {
    private static final int FIRST = 6;
    private static final int FEW = 12;
    private static final Object[] NONE = {};

    /** Names and values in turn. */
    private @Nullable Object[] few = NONE;

    private int size;
    private @Nullable Map<Object, @Nullable Object> many;

    @Override
    public int size() {
        return many == null ? size : many.size();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return many == null ? indexOf(name) >= 0 : many.containsKey(name);
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        if (many != null) {
            return many.get(name);
        }
        int index = indexOf(name);
        return index < 0 ? null : few[index + 1];
    }

    @Override
    public @Nullable Object put(Object name, @Nullable Object value) {
        if (many != null) {
            return many.put(name, value);
        }
        int index = indexOf(name);
        if (index >= 0) {
            Object before = few[index + 1];
            few[index + 1] = value;
            return before;
        }
        if (size == FEW) {
            many = new LinkedHashMap<>(this);
            few = NONE;
            return many.put(name, value);
        }
        add(name, value);
        return null;
    }

    private void add(Object name, @Nullable Object value) {
        if (2 * size == few.length) {
            few = Arrays.copyOf(few, size == 0 ? 2 * FIRST : 2 * FEW);
        }
        few[2 * size] = name;
        few[2 * size + 1] = value;
        size++;
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        if (many != null) {
            return many.remove(name);
        }
        int index = indexOf(name);
        if (index < 0) {
            return null;
        }
        Object before = few[index + 1];
        size--;
        System.arraycopy(few, index + 2, few, index, 2 * size - index);
        Arrays.fill(few, 2 * size, 2 * size + 2, null);
        return before;
    }

    /** Where the name stands; -1 when it is none of the few. */
    private int indexOf(@Nullable Object name) {
        for (int index = 0; index < 2 * size; index += 2) {
            if (Objects.equals(few[index], name)) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public Set<Entry<Object, @Nullable Object>> entrySet() {
        return many == null ? new Few() : many.entrySet();
    }

    /** The few as they are now, to be looked at. */
    private final class Few extends AbstractSet<Entry<Object, @Nullable Object>> {
        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Entry<Object, @Nullable Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size;
                }

                @Override
                public Entry<Object, @Nullable Object> next() {
                    if (next >= size) {
                        throw new NoSuchElementException();
                    }
                    int index = 2 * next++;
                    Object name = Objects.requireNonNull(few[index], "no name is null");
                    return new SimpleImmutableEntry<Object, @Nullable Object>(name, few[index + 1]);
                }
            };
        }
    }
}
