package dev.sluice.control.outbox;

import dev.sluice.contracts.records.ClientProperties;
import dev.sluice.contracts.records.RecordLimits;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
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

/** Makes Kafka clients. Every wait of theirs is bounded, so that a caller sees a broker that is away. */
@Singleton
public class KafkaClients {
    /** Longest record that the topics take: the largest value and room for key and batch. */
    static final int MAX_REQUEST_BYTES = RecordLimits.MAX_PACKED_BYTES + (1 << 20);

    /** To close a client at once. */
    static final Duration NO_WAIT = Duration.ZERO;

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int SESSION_MILLIS = 6_000;

    private final KafkaSettings settings;

    KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    /** For topics; waits at most 10 s. */
    Admin admin() {
        var properties = common();
        properties.put("request.timeout.ms", TIMEOUT_MILLIS / 2);
        properties.put("default.api.timeout.ms", TIMEOUT_MILLIS);
        return Admin.create(properties);
    }

    /** A transactional producer; a second one with the same id fences the first. */
    Producer<String, byte[]> producer(String transactionalId) {
        var properties = common();
        properties.put("transactional.id", transactionalId);
        properties.put("transaction.timeout.ms", 2 * TIMEOUT_MILLIS);
        properties.put("acks", "all");
        properties.put("linger.ms", 0);
        // Values are packed and sealed: they do not compress.
        properties.put("compression.type", "none");
        properties.put("max.request.size", MAX_REQUEST_BYTES);
        properties.put("buffer.memory", 4L * MAX_REQUEST_BYTES);
        properties.put("request.timeout.ms", TIMEOUT_MILLIS / 2);
        properties.put("delivery.timeout.ms", TIMEOUT_MILLIS);
        properties.put("max.block.ms", TIMEOUT_MILLIS);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** A consumer without a group, for what nodes report to every control plane. */
    public Consumer<String, byte[]> consumer() {
        return consumer("latest", common());
    }

    /** A consumer of a group, for what one control plane takes for all; the group goes on when a member dies. */
    public Consumer<String, byte[]> consumer(String group) {
        var properties = common();
        properties.put("group.id", group);
        properties.put("session.timeout.ms", SESSION_MILLIS);
        properties.put("heartbeat.interval.ms", SESSION_MILLIS / 3);
        return consumer("earliest", properties);
    }

    private static Consumer<String, byte[]> consumer(String begins, Properties properties) {
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", begins);
        properties.put("allow.auto.create.topics", false);
        properties.put("fetch.max.wait.ms", 500);
        properties.put("request.timeout.ms", TIMEOUT_MILLIS);
        properties.put("default.api.timeout.ms", TIMEOUT_MILLIS);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Properties common() {
        try {
            return ClientProperties.of(
                    settings.bootstrapServers(), "sluice-control-plane", settings.clientPropertiesFile());
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    "The file " + settings.clientPropertiesFile().orElseThrow()
                            + " of sluice.kafka.client-properties-file cannot be read",
                    unreadable);
        }
    }
}
