package dev.sluice.control.outbox;

import dev.sluice.contracts.records.Topics;

/**
 * The cell that this control plane publishes to: one prefix of topics with its nodes and its one relay.
 *
 * @param name empty for the default cell
 */
public record Cell(String name) {
    /** The cell's topics. */
    public Topics topics() {
        return Topics.ofCell(name);
    }

    /** Names the relay's lock in the database and its transactions in Kafka. */
    String relay() {
        return "sluice-relay-" + name;
    }
}
