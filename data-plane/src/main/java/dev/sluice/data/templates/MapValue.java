package dev.sluice.data.templates;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map that a template may see: an object of a document, a map literal, parameters, or a part of {@code $context}.
 * Null stands for JSON's null. Confined to one call.
 *
 * @param writable whether {@code put} has an effect
 * @param silent whether it prints as nothing, like the maps of {@code $context}
 * @param repeats notes what is put more than once; null for nearly all
 */
record MapValue(
        Map<Object, @Nullable Object> entries,
        boolean writable,
        boolean silent,
        @Nullable Repeats repeats) {
    MapValue(Map<Object, @Nullable Object> entries, boolean writable, boolean silent) {
        this(entries, writable, silent, null);
    }

    /** An empty map of a template's own or of a document. */
    static MapValue create() {
        return new MapValue(new Members(), true, false);
    }

    /** A view that a template cannot change. */
    static MapValue view(Map<?, ? extends @Nullable Object> entries, boolean silent) {
        return new MapValue(Collections.unmodifiableMap(entries), false, silent);
    }

    /** The member of that name. Views have names only, and some maps behind them know no other keys. */
    Object read(Object key) {
        return writable || key instanceof String ? Values.of(entries.get(key)) : Empty.EMPTY;
    }

    boolean has(Object key) {
        return (writable || key instanceof String) && entries.containsKey(key);
    }

    /** Puts the value when that is allowed; returns what was there. */
    Object write(Object key, @Nullable Object value, Budget budget) {
        if (!writable) {
            return Empty.EMPTY;
        }
        budget.charge(1);
        budget.put(value);
        if (repeats != null) {
            repeats.wrote(key);
        }
        return Values.of(entries.put(key, value));
    }

    /** Whether it is the same map; two looks at the same object of a tape are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (entries instanceof TapeMap mine
                        && other instanceof MapValue map
                        && map.entries instanceof TapeMap its
                        && mine.isSame(its));
    }

    @Override
    public int hashCode() {
        return entries instanceof TapeMap tape ? tape.entry() : System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "MapValue of " + entries.size();
    }
}
