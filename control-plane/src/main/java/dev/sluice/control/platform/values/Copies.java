package dev.sluice.control.platform.values;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Unmodifiable copies that keep the order and, unlike {@link Map#copyOf}, null values. A member that a stored document
 * lacks, because it is older than the member, counts as empty.
 */
public final class Copies {
    private Copies() {}

    public static <V extends @Nullable Object> Map<String, V> of(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public static <V> SortedMap<String, V> sorted(@Nullable Map<String, V> map) {
        return map == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    public static <E> List<E> list(@Nullable List<E> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Null stays null: a map that was not sent is absent from answers, one sent empty is echoed. */
    public static <V extends @Nullable Object> @Nullable Map<String, V> ofNullable(@Nullable Map<String, V> map) {
        return map == null ? null : of(map);
    }
}
