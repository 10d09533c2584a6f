package dev.sluice.control.platform.tags;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A kind of object that carries tags; each feature that has one gives a bean. Things are named by the decoded segments
 * of the path in their ARN, as {@code [restapis, {id}, stages, {name}]}. Called in the transaction of the tag operation.
 */
public interface TaggedKind {
    /** Whether the path is that of a thing of this kind, existing or not. */
    boolean covers(List<String> path);

    /** The thing's tags, or the refusal of its own get operation when there is none. */
    Map<String, String> tags(List<String> path);

    /** Gives the thing other tags; the changed ones are checked already. */
    void retag(List<String> path, UnaryOperator<Map<String, String>> change);
}
