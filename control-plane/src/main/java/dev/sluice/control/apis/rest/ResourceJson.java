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

    static ResourceJson of(Resource resource, List<Method> methods, List<String> embed) {
        Map<String, Object> byVerb = new TreeMap<>();
        boolean whole = embed.contains(EMBED_METHODS);
        methods.forEach(method -> byVerb.put(method.verb(), whole ? MethodJson.of(method) : Map.of()));
        return new ResourceJson(
                resource.id(),
                resource.parentId(),
                resource.pathPart(),
                resource.path(),
                byVerb.isEmpty() ? null : byVerb);
    }
}
