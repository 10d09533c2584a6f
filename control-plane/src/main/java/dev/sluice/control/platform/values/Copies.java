package dev.sluice.control.platform.values;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unmodifiable copies that keep the order and, unlike {@link Map#copyOf}, null values. */
public final class Copies {
    private Copies() {}

    public static <V extends @Nullable Object> Map<String, V> of(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Null stays null: a map that was not sent is absent from answers, one sent empty is echoed. */
    public static <V extends @Nullable Object> @Nullable Map<String, V> ofNullable(@Nullable Map<String, V> map) {
        return map == null ? null : of(map);
    }
}
