package dev.sluice.control.apis.diff;

import java.util.List;

/**
 * What differs between two definitions of an API.
 *
 * @param methods in the order of their paths and verbs
 * @param parts what belongs to the API as a whole
 */
public record ApiDiff(List<MethodDiff> methods, List<Change> parts) {
    public ApiDiff {
        methods = List.copyOf(methods);
        parts = List.copyOf(parts);
    }

    public boolean isEmpty() {
        return methods.isEmpty() && parts.isEmpty();
    }

    public boolean isBreaking() {
        return methods.stream().anyMatch(method -> method.impact() == Impact.BREAKING)
                || parts.stream().anyMatch(part -> part.impact() == Impact.BREAKING);
    }
}
