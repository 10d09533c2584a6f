package dev.sluice.control.outbox;

import dev.sluice.contracts.records.KeyDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The current record of one key as the nodes receive it.
 *
 * @param topic the whole name of the Kafka topic
 * @param key the Kafka key; begins with the tenant and a slash
 * @param revision the record's revision
 * @param deleted whether it says that the thing is gone
 * @param value the sealed and signed bytes; for one revision they change with the keys alone
 */
@SuppressWarnings("ArrayRecordComponent") // Entries are never compared; the bytes go from JDBC to Kafka as they are.
record RecordEntry(String topic, String key, long revision, boolean deleted, byte[] value) {
    /** Reads the columns of those names. */
    static RecordEntry of(ResultSet row) throws SQLException {
        return new RecordEntry(
                row.getString("topic"),
                row.getString("key"),
                row.getLong("revision"),
                row.getBoolean("deleted"),
                row.getBytes("value"));
    }

    /** The same record in other bytes. */
    RecordEntry with(byte[] renewed) {
        return new RecordEntry(topic, key, revision, deleted, renewed);
    }

    /** The tenant that the key begins with. */
    String tenant() {
        return key.substring(0, key.indexOf('/'));
    }

    int partition() {
        return RecordKeys.partition(topic, key).partition();
    }

    /** The record as it is sent: to its own partition, however many the topic has. */
    ProducerRecord<String, byte[]> message() {
        return new ProducerRecord<>(topic, partition(), key, value);
    }

    /** What makes Kafka and the nodes forget the key; not a deletion. */
    ProducerRecord<String, byte[]> tombstone() {
        return new ProducerRecord<>(topic, partition(), key, null);
    }

    /** What the record adds to the digest of its partition. */
    long digest() {
        return deleted ? 0 : KeyDigest.of(key, revision);
    }
}
