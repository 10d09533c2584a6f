package dev.sluice.control.invocations.rest;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The header fields of a made-up call. */
final class SentHeaders {
    private SentHeaders() {}

    /** A name that is given both ways has the several values. */
    static Map<String, List<String>> merged(
            @Nullable Map<String, String> single, @Nullable Map<String, List<String>> several) {
        Map<String, List<String>> merged = new TreeMap<>(Objects.requireNonNullElse(several, Map.of()));
        Set<String> names = new HashSet<>();
        merged.keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        Objects.requireNonNullElse(single, Map.<String, String>of()).forEach((name, value) -> {
            if (!names.contains(name.toLowerCase(Locale.ROOT))) {
                merged.put(name, List.of(value));
            }
        });
        return merged;
    }
}
