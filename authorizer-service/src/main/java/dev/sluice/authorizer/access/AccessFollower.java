package dev.sluice.authorizer.access;

import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.records.ClientProperties;
import dev.sluice.contracts.records.Inventory;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic of tenants and access keys from its beginning, as the nodes do, and then follows it. What was read
 * stays in effect while the broker is away, and suspensions over a restart, too; a worker of its own tries again for ever.
 */
@Singleton
class AccessFollower {
    private static final Logger LOG = Logger.getLogger(AccessFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_WAIT = Duration.ofMillis(500);
    private static final long BACKOFF_MILLIS = 500;

    private final KafkaSettings kafka;
    private final RecordReader reader;
    private final AccessTable table;
    private final KeptSuspensions suspensions;
    private final String topic;
    private final List<TopicPartition> partitions;
    private final Thread worker = new Thread(this::run, "sluice-access");
    private volatile boolean stopping;
    private volatile @Nullable Consumer<String, byte[]> open;

    AccessFollower(
            KafkaSettings kafka,
            RecordReader reader,
            AccessTable table,
            KeptSuspensions suspensions,
            Installation installation) {
        this.kafka = kafka;
        this.reader = reader;
        this.table = table;
        this.suspensions = suspensions;
        this.topic = installation.topics().access();
        this.partitions = IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    void start(@Observes StartupEvent start) {
        suspensions.load();
        suspensions.start();
        worker.setDaemon(true);
        worker.start();
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping = true;
        Consumer<String, byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        worker.join(2 * CLOSE_WAIT.toMillis());
        suspensions.stop();
    }

    private void run() {
        String lastFailure = "";
        while (!stopping) {
            try {
                follow();
            } catch (WakeupException _) {
                return;
            } catch (KafkaException | IOException failed) {
                if (!failed.toString().equals(lastFailure)) {
                    lastFailure = failed.toString();
                    LOG.warnf("Reading access keys failed and begins again until it works. failure=%s", lastFailure);
                }
            } catch (RuntimeException fault) {
                LOG.error("Reading access keys met a fault of this service and begins again.", fault);
            }
            pause();
        }
    }

    private void follow() throws IOException {
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties(), new StringDeserializer(), new ByteArrayDeserializer());
        open = consumer;
        try {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!stopping) {
                consumer.poll(POLL).forEach(this::take);
                if (!table.isComplete()
                        && ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    table.complete();
                    suspensions.changed();
                    LOG.info("The access keys are read to their end.");
                }
            }
        } finally {
            open = null;
            consumer.close(CloseOptions.timeout(CLOSE_WAIT));
        }
    }

    private void take(ConsumerRecord<String, byte[]> message) {
        String key = message.key();
        if (key == null || key.equals(Inventory.KEY) || message.value() == null || message.value().length == 0) {
            return;
        }
        try {
            AccessRecord changed = reader.read(topic, key, message.value(), AccessRecord.class);
            if (!changed.key().equals(key)) {
                throw new IllegalArgumentException("the record is about another key than its own");
            }
            table.put(changed);
            if (changed instanceof TenantRecord) {
                suspensions.changed();
            }
        } catch (RecordRefused | IllegalArgumentException refused) {
            // Kinds of later versions are among them; what was in effect stays.
            LOG.debugf("An access record is passed over. offset=%d failure=%s", message.offset(), refused.getMessage());
        }
    }

    private Properties properties() throws IOException {
        var properties = ClientProperties.of(
                kafka.bootstrapServers(), "sluice-authorizer-service", kafka.clientPropertiesFile());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", false);
        properties.put("default.api.timeout.ms", 10_000);
        return properties;
    }

    private static void pause() {
        try {
            Thread.sleep(BACKOFF_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
