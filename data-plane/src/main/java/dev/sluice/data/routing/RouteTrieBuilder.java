package dev.sluice.data.routing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the methods of an API and compiles them. Not for sharing between threads. */
public final class RouteTrieBuilder<M> {
    private final Draft root = new Draft();

    RouteTrieBuilder() {}

    /**
     * Adds a method.
     *
     * @param resourcePath path template, for example {@code /pets/{id}} or {@code /{proxy+}}; {@code /} is the root
     * @param verb one of the seven verbs, or ANY
     * @param method what a match gives back
     * @throws IllegalArgumentException when the template or the verb is malformed, or both were added before
     */
    public RouteTrieBuilder<M> add(String resourcePath, String verb, M method) {
        Draft resource = resource(resourcePath);
        int slot = verb.equals("ANY") ? Verbs.COUNT : Verbs.indexOf(verb);
        if (slot < 0) {
            throw new IllegalArgumentException("unknown verb " + verb + " on " + resourcePath);
        }
        if (resource.methods[slot] != null) {
            throw new IllegalArgumentException("two methods for " + verb + " " + resourcePath);
        }
        resource.methods[slot] = method;
        return this;
    }

    public RouteTrie<M> build() {
        return new RouteTrie<>(root.compile());
    }

    private Draft resource(String path) {
        if (!path.startsWith("/") || (path.length() > 1 && path.endsWith("/"))) {
            throw new IllegalArgumentException("a resource path starts with a slash and does not end in one: " + path);
        }
        Draft resource = root;
        if (path.length() > 1) {
            for (String segment : path.substring(1).split("/", -1)) {
                resource = resource.child(segment, path);
            }
        }
        return resource;
    }

    /** A resource under construction. */
    private static final class Draft {
        private final Map<String, Draft> literals = new HashMap<>();
        private final @Nullable Object[] methods = new Object[Verbs.COUNT + 1];
        private @Nullable Draft variable;
        private @Nullable Draft greedy;
        private boolean last;

        Draft child(String segment, String path) {
            if (segment.isEmpty() || last) {
                throw new IllegalArgumentException("malformed resource path " + path);
            }
            if (!segment.startsWith("{")) {
                return literals.computeIfAbsent(segment, _ -> new Draft());
            }
            if (segment.endsWith("+}")) {
                Draft child = greedy == null ? new Draft() : greedy;
                child.last = true;
                greedy = child;
                return child;
            }
            Draft child = variable == null ? new Draft() : variable;
            variable = child;
            return child;
        }

        RouteNode compile() {
            Map<String, RouteNode> children = HashMap.newHashMap(literals.size());
            literals.forEach((label, child) -> children.put(label, child.compile()));
            @Nullable Object[] byVerb = Arrays.copyOf(methods, Verbs.COUNT);
            for (int verb = 0; verb < Verbs.COUNT; verb++) {
                if (byVerb[verb] == null) {
                    byVerb[verb] = methods[Verbs.COUNT];
                }
            }
            return new RouteNode(
                    children,
                    variable == null ? null : variable.compile(),
                    greedy == null ? null : greedy.compile(),
                    Arrays.asList(byVerb));
        }
    }
}
