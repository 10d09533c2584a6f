package dev.sluice.data.transform;

import java.util.HashMap;
import java.util.Map;

/** The selection patterns of one stage under compilation, each compiled once. Not for sharing between threads. */
public final class Patterns {
    private final Map<String, StatusPattern> compiled = new HashMap<>();

    StatusPattern of(String text) throws MappingRefused {
        StatusPattern known = compiled.get(text);
        if (known == null) {
            known = StatusPattern.of(text);
            compiled.put(text, known);
        }
        return known;
    }
}
