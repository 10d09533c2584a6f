package dev.sluice.control.outbox;

import dev.sluice.contracts.records.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;

/** Where the record of a key is. */
public final class RecordKeys {
    private RecordKeys() {}

    /** The partition that Kafka's own producers choose for the key. */
    public static TopicPartition partition(String topic, String key) {
        int number = BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), Topics.PARTITIONS);
        return new TopicPartition(topic, number);
    }
}
