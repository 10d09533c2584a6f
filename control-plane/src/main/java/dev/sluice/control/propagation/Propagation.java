package dev.sluice.control.propagation;

import dev.sluice.contracts.stages.StageKey;
import java.time.Instant;
import java.util.List;

/**
 * How far the present revision of a stage has come.
 *
 * @param committedAt when the change was written
 * @param nodes every node with a heartbeat in the last five seconds
 */
public record Propagation(StageKey stage, long revision, Instant committedAt, List<NodeState> nodes) {
    public Propagation {
        nodes = List.copyOf(nodes);
    }

    /** Whether there are nodes and all of them serve the revision. */
    public boolean complete() {
        return !nodes.isEmpty() && nodes.stream().allMatch(node -> node.state() == NodeState.State.SERVING);
    }

    /** Whether no answer of a node is awaited any more. */
    boolean settled() {
        return !nodes.isEmpty() && nodes.stream().noneMatch(node -> node.state() == NodeState.State.WAITING);
    }
}
