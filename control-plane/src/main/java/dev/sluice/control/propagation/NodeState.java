package dev.sluice.control.propagation;

import java.util.Optional;

/**
 * What one node has made of a revision of a stage.
 *
 * @param node the node's id
 * @param revision the revision that the state is about: the wanted one, or a later one that the node has answered
 * @param reason why the node refused it
 * @param milliseconds from the commit to the arrival of the receipt; unknown when the node booted since
 */
public record NodeState(String node, long revision, State state, Optional<String> reason, Optional<Long> milliseconds) {
    /** Where a node stands. */
    public enum State {
        /** It answers with this revision. */
        SERVING,
        /** It cannot compile it and answers with the one before. */
        REFUSED,
        /** It has not said yet. */
        WAITING
    }
}
