package dev.sluice.control.apis.definition;

import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.platform.values.Copies;
import java.util.SortedMap;

/**
 * One path of an API.
 *
 * @param methods by verb
 */
public record ResourceDefinition(String id, String path, SortedMap<String, MethodDefinition> methods) {
    public ResourceDefinition {
        methods = Copies.sorted(methods);
    }
}
