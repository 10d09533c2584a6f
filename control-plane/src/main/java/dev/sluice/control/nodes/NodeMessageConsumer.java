package dev.sluice.control.nodes;

import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.nodes.Receipt;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.outbox.KafkaClients;
import dev.sluice.control.outbox.Loop;
import dev.sluice.control.outbox.Outage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads what nodes report, on one thread of its own, and begins anew when Kafka fails. A start reads the last receipts
 * again; those count as arrived when the broker took them.
 */
@Singleton
class NodeMessageConsumer implements Loop.Job {
    private static final Logger LOG = Logger.getLogger(NodeMessageConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Most receipts of a partition that a start reads again. */
    private static final long RECEIPTS_READ_AGAIN = 20_000;

    private final KafkaClients clients;
    private final Topics topics;
    private final NodeMessages codec;
    private final Nodes nodes;
    private final Loop loop = new Loop("node-messages", this);
    private final Outage outage =
            new Outage(LOG, "Reports of nodes are not read and are tried again", "Reports of nodes are read again");

    NodeMessageConsumer(KafkaClients clients, Topics topics, NodeMessages codec, Nodes nodes) {
        this.clients = clients;
        this.topics = topics;
        this.codec = codec;
        this.nodes = nodes;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
    }

    @Override
    public void run() {
        try (var consumer = clients.consumer()) {
            var ends = begin(consumer);
            while (!loop.stops()) {
                for (var message : consumer.poll(POLL)) {
                    long end = ends.getOrDefault(new TopicPartition(message.topic(), message.partition()), 0L);
                    take(message, message.offset() < end ? Instant.ofEpochMilli(message.timestamp()) : Instant.now());
                }
                works();
            }
        }
    }

    @Override
    public void failed(Throwable failure) {
        outage.begin(failure);
    }

    private void works() {
        outage.end();
        loop.works();
    }

    /** Heartbeats from now on, receipts from some time back; returns where the topics ended. */
    private Map<TopicPartition, Long> begin(Consumer<String, byte[]> consumer) {
        var heartbeats = partitions(topics.nodes());
        var receipts = partitions(topics.receipts());
        var all = Stream.concat(heartbeats.stream(), receipts.stream()).toList();
        consumer.assign(all);
        var ends = consumer.endOffsets(all);
        var beginnings = consumer.beginningOffsets(receipts);
        heartbeats.forEach(partition -> consumer.seek(partition, ends.getOrDefault(partition, 0L)));
        receipts.forEach(partition -> consumer.seek(
                partition,
                Math.max(
                        beginnings.getOrDefault(partition, 0L),
                        ends.getOrDefault(partition, 0L) - RECEIPTS_READ_AGAIN)));
        return ends;
    }

    private void take(ConsumerRecord<String, byte[]> message, Instant at) {
        try {
            if (message.key() == null || message.value() == null) {
                throw new RecordRefused("a report has a key and a value");
            } else if (message.topic().equals(topics.nodes())) {
                nodes.heard(read(message, Heartbeat.class), at);
            } else {
                nodes.received(read(message, Receipt.class), at);
            }
        } catch (RecordRefused refused) {
            LOG.debugf("A report is no node's topic=%s failure=%s", message.topic(), refused.getMessage());
        }
    }

    private <T> T read(ConsumerRecord<String, byte[]> message, Class<T> type) throws RecordRefused {
        return codec.read(message.topic(), message.key(), message.value(), type);
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }
}
