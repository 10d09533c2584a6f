package dev.sluice.data.transform;

import dev.sluice.aws.patterns.PatternRefused;
import dev.sluice.aws.patterns.StatusPattern;
import java.util.HashMap;
import java.util.Map;

/** The selection patterns of one stage under compilation, each compiled once. Not for sharing between threads. */
public final class Patterns {
    private final Map<String, StatusPattern> compiled = new HashMap<>();

    StatusPattern of(String text) throws MappingRefused {
        StatusPattern known = compiled.get(text);
        if (known == null) {
            known = compile(text);
            compiled.put(text, known);
        }
        return known;
    }

    private static StatusPattern compile(String text) throws MappingRefused {
        try {
            return StatusPattern.of(text);
        } catch (PatternRefused refused) {
            throw new MappingRefused(String.valueOf(refused.getMessage()));
        }
    }
}
