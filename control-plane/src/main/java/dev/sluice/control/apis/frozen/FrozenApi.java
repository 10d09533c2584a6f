package dev.sluice.control.apis.frozen;

import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.apis.methods.MethodDefinition;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An API as it was when a deployment froze it. Immutable; later edits of the API do not reach it.
 *
 * @param resources in the order of their paths
 */
public record FrozenApi(RestApiSettings settings, List<FrozenResource> resources) {
    public FrozenApi {
        resources = List.copyOf(resources);
    }

    /**
     * One path of the API.
     *
     * @param methods by verb
     */
    public record FrozenResource(String id, String path, SortedMap<String, MethodDefinition> methods) {
        public FrozenResource {
            methods = Collections.unmodifiableSortedMap(new TreeMap<>(methods));
        }
    }
}
