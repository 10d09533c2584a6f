package dev.sluice.control.apis.definition;

import dev.sluice.control.apis.methods.MethodDefinition;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One path of an API.
 *
 * @param methods by verb
 */
public record ResourceDefinition(String id, String path, SortedMap<String, MethodDefinition> methods) {
    public ResourceDefinition {
        methods = Collections.unmodifiableSortedMap(new TreeMap<>(methods));
    }
}
