package dev.sluice.data.routing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method for a verb and a path by the precedence of rest-api-runtime 2.5: static before {@code {param}} before
 * {@code {param+}}, segment by segment, and a resource without the verb gives way to the next candidate. Immutable and
 * shared by all loops; a lookup visits each node at most once and costs the same however many routes there are.
 *
 * <p>Decisions use the canonical path. Values are cut out of the path as it was received, which differs only in escapes
 * and slashes, so the n-th segment of the one is the n-th of the other.
 *
 * @param <M> what a verb of a resource leads to
 */
public final class RouteTrie<M> {
    private final RouteNode root;

    RouteTrie(RouteNode root) {
        this.root = root;
    }

    public static <M> RouteTrieBuilder<M> builder() {
        return new RouteTrieBuilder<>();
    }

    /**
     * A method and the values of its path parameters from left to right, as received.
     *
     * @param method what was added for the resource and verb, or for ANY
     * @param pathValues one per parameter of the resource's path, still percent-encoded
     */
    @SuppressWarnings("ArrayRecordComponent") // made per call and read once; a list would be a copy
    public record Match<M>(M method, String[] pathValues) {}

    /**
     * Finds the method of a request.
     *
     * @param verb upper-case verb; one of the seven, anything else matches nothing
     * @param canonicalPath path in the form of rest-api-runtime 2.4: single slashes, none at the end but for the root
     * @param rawPath the same path as received
     * @return null when no resource has that path and verb
     */
    public @Nullable Match<M> match(String verb, String canonicalPath, String rawPath) {
        int verbIndex = Verbs.indexOf(verb);
        return verbIndex < 0 ? null : new Walk<M>(verbIndex, canonicalPath, rawPath).find(root);
    }

    /** One search. The trail holds the segment numbers that variables of the candidate took. */
    private static final class Walk<M> {
        private static final String[] NONE = new String[0];
        private static final int[] NO_TRAIL = new int[0];

        private final int verbIndex;
        private final String canonical;
        private final String raw;
        private int[] trail = NO_TRAIL;

        Walk(int verbIndex, String canonical, String raw) {
            this.verbIndex = verbIndex;
            this.canonical = canonical;
            this.raw = raw;
        }

        @Nullable
        Match<M> find(RouteNode root) {
            return canonical.length() <= 1 ? end(root, 0, false) : descend(root, 1, 0, 0);
        }

        private @Nullable Match<M> descend(RouteNode node, int start, int segment, int variables) {
            int slash = canonical.indexOf('/', start);
            int end = slash < 0 ? canonical.length() : slash;
            RouteNode literal = node.literal(canonical, start, end);
            if (literal != null) {
                Match<M> match = next(literal, end, segment, variables);
                if (match != null) {
                    return match;
                }
            }
            RouteNode variable = node.variable();
            if (variable != null) {
                remember(variables, segment);
                Match<M> match = next(variable, end, segment, variables + 1);
                if (match != null) {
                    return match;
                }
            }
            RouteNode greedy = node.greedy();
            if (greedy != null) {
                remember(variables, segment);
                return end(greedy, variables + 1, true);
            }
            return null;
        }

        private @Nullable Match<M> next(RouteNode node, int end, int segment, int variables) {
            return end == canonical.length()
                    ? end(node, variables, false)
                    : descend(node, end + 1, segment + 1, variables);
        }

        @SuppressWarnings("unchecked") // the builder puts only values of M into the nodes of a RouteTrie<M>
        private @Nullable Match<M> end(RouteNode node, int variables, boolean greedy) {
            M method = (M) node.method(verbIndex);
            return method == null ? null : new Match<>(method, variables == 0 ? NONE : values(variables, greedy));
        }

        private void remember(int variable, int segment) {
            if (variable == trail.length) {
                trail = Arrays.copyOf(trail, Math.max(4, 2 * trail.length));
            }
            trail[variable] = segment;
        }

        private String[] values(int count, boolean greedy) {
            String[] values = new String[count];
            int segment = -1;
            int start = 0;
            int end = 0;
            for (int variable = 0; variable < count; variable++) {
                while (segment < trail[variable]) {
                    start = end;
                    while (raw.charAt(start) == '/') {
                        start++;
                    }
                    end = raw.indexOf('/', start);
                    end = end < 0 ? raw.length() : end;
                    segment++;
                }
                values[variable] = raw.substring(start, greedy && variable == count - 1 ? trimmedEnd() : end);
            }
            return values;
        }

        private int trimmedEnd() {
            int end = raw.length();
            while (raw.charAt(end - 1) == '/') {
                end--;
            }
            return end;
        }
    }
}
