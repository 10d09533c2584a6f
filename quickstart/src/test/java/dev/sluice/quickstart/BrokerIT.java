package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {
    private static final String TOPIC = "sample";
    private static final int LARGEST_VALUE = 16 * 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void keepsWhatItAcknowledgedThroughAKill() throws Exception {
        try (var installation = RealInstallation.in(folder)) {
            // given
            var broker = installation.startBroker();
            createTopic(installation);
            try (var producer = producer(installation)) {
                commit(producer, new byte[] {1, 2, 3});

                // when: the commit marker may not be written yet
                installation.kill(broker);
            }

            // then
            assertThat(readOne(installation)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void takesTheLargestPackedRecordInATransaction() throws Exception {
        try (var installation = RealInstallation.in(folder)) {
            // given
            installation.startBroker();
            createTopic(installation);

            // when
            try (var producer = producer(installation)) {
                commit(producer, new byte[LARGEST_VALUE]);
            }

            // then
            assertThat(readOne(installation)).hasSize(LARGEST_VALUE);
        }
    }

    private static void createTopic(RealInstallation installation) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", installation.broker()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(RealInstallation installation) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                installation.broker(),
                "transactional.id",
                "sample",
                "max.request.size",
                LARGEST_VALUE + 1024 * 1024,
                "buffer.memory",
                2L * LARGEST_VALUE);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void commit(KafkaProducer<byte[], byte[]> producer, byte[] value) {
        producer.initTransactions();
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(TOPIC, value));
        producer.commitTransaction();
    }

    private static byte[] readOne(RealInstallation installation) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                installation.broker(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "max.partition.fetch.bytes",
                LARGEST_VALUE + 1024 * 1024);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (System.nanoTime() < end) {
                for (var found : consumer.poll(Duration.ofMillis(200))) {
                    return found.value();
                }
            }
            throw new AssertionError("no record within 30 s");
        }
    }
}
