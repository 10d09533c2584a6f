package dev.sluice.data.routing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One resource of a compiled trie. Static children lie in an open hash table, so their number does not matter. */
final class RouteNode {
    private static final int MAX_LOAD_SHIFT = 1;

    private final @Nullable String[] labels;
    private final @Nullable RouteNode[] children;
    private final int mask;
    private final @Nullable RouteNode variable;
    private final @Nullable RouteNode greedy;
    private final @Nullable Object[] methods;

    /** Methods are in the order of {@link Verbs}; an entry is null where the resource lacks the verb. */
    RouteNode(
            Map<String, RouteNode> literals,
            @Nullable RouteNode variable,
            @Nullable RouteNode greedy,
            List<@Nullable Object> methods) {
        int capacity = literals.isEmpty() ? 0 : Integer.highestOneBit(literals.size()) << (MAX_LOAD_SHIFT + 1);
        this.labels = new String[capacity];
        this.children = new RouteNode[capacity];
        this.mask = capacity - 1;
        this.variable = variable;
        this.greedy = greedy;
        this.methods = methods.toArray();
        literals.forEach(this::put);
    }

    private void put(String label, RouteNode child) {
        int slot = hash(label, 0, label.length()) & mask;
        while (labels[slot] != null) {
            slot = (slot + 1) & mask;
        }
        labels[slot] = label;
        children[slot] = child;
    }

    /** The static child for the text between two places of a path. */
    @Nullable
    RouteNode literal(String path, int start, int end) {
        if (mask < 0) {
            return null;
        }
        int length = end - start;
        int slot = hash(path, start, end) & mask;
        for (String label = labels[slot]; label != null; label = labels[slot]) {
            if (label.length() == length && path.startsWith(label, start)) {
                return children[slot];
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    @Nullable
    RouteNode variable() {
        return variable;
    }

    @Nullable
    RouteNode greedy() {
        return greedy;
    }

    @Nullable
    Object method(int verbIndex) {
        return methods[verbIndex];
    }

    private static int hash(String text, int start, int end) {
        int hash = end - start;
        for (int index = start; index < end; index++) {
            hash = 31 * hash + text.charAt(index);
        }
        return hash ^ (hash >>> 16);
    }
}
