package dev.sluice.control.apis.openapi.export;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/** Gives items that methods know by id the names that a document knows them by; no two share one. */
final class NamedItems {
    private NamedItems() {}

    /** Name by id, in the order of the names. */
    static <D> SequencedMap<String, String> of(List<D> items, Function<D, String> id, Function<D, String> name) {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        items.stream().sorted(Comparator.comparing(name)).forEach(item -> {
            String free = free(name.apply(item), taken);
            taken.add(free);
            names.put(id.apply(item), free);
        });
        return names;
    }

    /** The name, with something appended when it is taken. */
    static String free(String name, Collection<String> taken) {
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
