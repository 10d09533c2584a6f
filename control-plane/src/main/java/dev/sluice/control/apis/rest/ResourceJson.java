package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.methods.Method;
import dev.sluice.control.apis.resources.Resource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A resource on the wire.
 *
 * @param resourceMethods by verb: empty objects, or whole methods where the call asked to embed them
 */
public record ResourceJson(
        String id,
        @Nullable String parentId,
        @Nullable String pathPart,
        String path,
        @Nullable Map<String, Object> resourceMethods) {
    /** What a call adds to {@code embed} to see whole methods. */
    static final String EMBED_METHODS = "methods";

    /** A resource with its verbs alone. */
    static ResourceJson of(Resource resource, List<String> verbs) {
        Map<String, Object> byVerb = new TreeMap<>();
        verbs.forEach(verb -> byVerb.put(verb, Map.of()));
        return of(resource, byVerb);
    }

    /** A resource with whole methods. */
    static ResourceJson whole(Resource resource, List<Method> methods) {
        Map<String, Object> byVerb = new TreeMap<>();
        methods.forEach(method -> byVerb.put(method.verb(), MethodJson.of(method)));
        return of(resource, byVerb);
    }

    private static ResourceJson of(Resource resource, Map<String, Object> byVerb) {
        return new ResourceJson(
                resource.id(),
                resource.parentId(),
                resource.pathPart(),
                resource.path(),
                byVerb.isEmpty() ? null : byVerb);
    }
}
