package dev.sluice.data.sync;

import dev.sluice.contracts.records.ClientProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes the node's three Kafka clients. A record larger than a fetch limit still arrives, alone (KIP-74), so the limits
 * bound memory, not records.
 */
public final class KafkaAccess {
    private static final int RECONNECT_MILLIS = 50;
    private static final int FETCH_BYTES = 8 << 20;
    private static final int PARTITION_FETCH_BYTES = 2 << 20;
    private static final int POLL_RECORDS = 50;

    /** The broker answers at once when there is something; a longer wait only spares the calls' processor empty answers. */
    static final int FETCH_WAIT_MILLIS = 2_000;

    private static final int SEND_BUFFER_BYTES = 4 << 20;
    private static final int SEND_BLOCK_MILLIS = 20;
    private static final int SEND_TIMEOUT_MILLIS = 5_000;

    private final Properties common;

    /**
     * Throws IOException when the file cannot be read.
     *
     * @param clientProperties further client settings (security) from a file
     */
    public KafkaAccess(String bootstrapServers, Optional<Path> clientProperties) throws IOException {
        common = ClientProperties.of(bootstrapServers, "sluice-node", clientProperties);
        common.put("reconnect.backoff.ms", RECONNECT_MILLIS);
    }

    Consumer<String, byte[]> consumer() {
        Properties properties = common();
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", false);
        properties.put("fetch.max.bytes", FETCH_BYTES);
        properties.put("max.partition.fetch.bytes", PARTITION_FETCH_BYTES);
        properties.put("max.poll.records", POLL_RECORDS);
        properties.put("metadata.max.age.ms", 30_000);
        properties.put("fetch.max.wait.ms", FETCH_WAIT_MILLIS);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    Producer<String, byte[]> producer() {
        Properties properties = common();
        // Usage that a broker has acknowledged is not sent again. Heartbeats lose nothing by it: nobody waits for their
        // acknowledgement, and consumers see no record before the other brokers have it.
        properties.put("acks", "all");
        properties.put("enable.idempotence", false);
        properties.put("linger.ms", 0);
        properties.put("max.block.ms", SEND_BLOCK_MILLIS);
        properties.put("buffer.memory", SEND_BUFFER_BYTES);
        properties.put("request.timeout.ms", SEND_TIMEOUT_MILLIS);
        properties.put("delivery.timeout.ms", SEND_TIMEOUT_MILLIS);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    Admin admin() {
        Properties properties = common();
        properties.put("request.timeout.ms", SEND_TIMEOUT_MILLIS);
        properties.put("default.api.timeout.ms", 2 * SEND_TIMEOUT_MILLIS);
        return Admin.create(properties);
    }

    private Properties common() {
        var properties = new Properties();
        properties.putAll(common);
        return properties;
    }
}
