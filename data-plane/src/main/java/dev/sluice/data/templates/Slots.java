package dev.sluice.data.templates;

import java.util.HashMap;
import java.util.Map;

/** Numbers the variables of one template while it is compiled. */
final class Slots {
    private final Map<String, Integer> byName = new HashMap<>();

    int of(String name) {
        return byName.computeIfAbsent(name, _ -> byName.size());
    }

    int count() {
        return byName.size();
    }
}
