package dev.sluice.control.nodes.rest;

import dev.sluice.control.nodes.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of nodes; the position is the last one's id. */
public record NodesJson(List<NodeJson> items, @Nullable String position) {
    static NodesJson of(List<Node> nodes, int limit) {
        var items = nodes.stream().limit(limit).map(NodeJson::of).toList();
        return new NodesJson(items, nodes.size() > limit ? items.getLast().id() : null);
    }
}
