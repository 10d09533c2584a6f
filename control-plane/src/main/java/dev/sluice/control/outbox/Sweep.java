package dev.sluice.control.outbox;

import org.apache.kafka.common.TopicPartition;

/** One partition's records on their way to be published again, in the order of their keys, then its inventory. */
final class Sweep {
    private final TopicPartition partition;
    private final long round;
    private String lastKey = "";

    /** The round is the time of its start, in epoch milliseconds. */
    Sweep(TopicPartition partition, long round) {
        this.partition = partition;
        this.round = round;
    }

    TopicPartition partition() {
        return partition;
    }

    long round() {
        return round;
    }

    /** The last key that was sent; empty at the start. */
    String lastKey() {
        return lastKey;
    }

    void sentUpTo(String key) {
        lastKey = key;
    }
}
