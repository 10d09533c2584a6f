package dev.sluice.contracts.nodes;

import org.jspecify.annotations.Nullable;

/**
 * A node's answer to a record that arrived while it runs, on {@code sluice.receipts.v1} with the node id as key.
 *
 * @param node id of the node that answers
 * @param boot id of the node's run
 * @param key the record's Kafka key
 * @param revision the record's revision
 * @param state whether the node serves it
 * @param reason why it was refused; absent when it is served
 */
public record Receipt(
        int formatVersion,
        String node,
        String boot,
        String key,
        long revision,
        State state,
        @Nullable String reason) {
    /** What the node did with the record. */
    public enum State {
        SERVING,
        REFUSED
    }
}
