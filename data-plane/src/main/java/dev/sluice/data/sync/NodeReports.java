package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.nodes.Receipt;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends heartbeats, receipts and reports of usage: one producer with a bounded buffer. Waits 20 ms at most; what does not
 * go out is dropped and counted, since the next heartbeat says the same, and usage is sent again. Any thread.
 */
final class NodeReports implements Receipts, AutoCloseable {
    private static final int FORMAT_VERSION = 1;
    private static final int MAX_REASON_CHARS = 2_000;

    private final KafkaAccess kafka;
    private final NodeMessages messages;
    private final Topics topics;
    private final NodeIdentity self;
    private final SyncCounters counters;
    private volatile @Nullable Producer<String, byte[]> producer;

    NodeReports(KafkaAccess kafka, NodeMessages messages, Topics topics, NodeIdentity self, SyncCounters counters) {
        this.kafka = kafka;
        this.messages = messages;
        this.topics = topics;
        this.self = self;
        this.counters = counters;
    }

    /** Makes the producer when there is none, and keeps the receipts' topic known to it. One thread calls it. */
    void connect() {
        try {
            Producer<String, byte[]> current = producer;
            if (current == null) {
                current = kafka.producer();
                producer = current;
            }
            var _ = current.partitionsFor(topics.receipts());
        } catch (KafkaException _) {
            // The broker is away or its name does not resolve: heartbeats count as dropped, the next one tries again.
        }
    }

    void heartbeat(Heartbeat heartbeat) {
        send(topics.nodes(), heartbeat);
    }

    @Override
    public void send(String key, long revision, Receipt.State state, @Nullable String reason) {
        String text =
                reason == null || reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
        send(topics.receipts(), new Receipt(FORMAT_VERSION, self.node(), self.boot(), key, revision, state, text));
    }

    /** Sends what keys used and says whether the broker has it. */
    void usage(UsageReport report, Consumer<Boolean> taken) {
        send(topics.usage(), report, taken);
    }

    private void send(String topic, Object message) {
        send(topic, message, _ -> {});
    }

    private void send(String topic, Object message, Consumer<Boolean> taken) {
        Producer<String, byte[]> current = producer;
        if (current == null) {
            dropped(taken);
            return;
        }
        try {
            byte[] value = messages.write(topic, self.node(), message);
            var _ = current.send(new ProducerRecord<>(topic, self.node(), value), (_, failure) -> {
                if (failure == null) {
                    counters.sent.increment();
                    taken.accept(true);
                } else {
                    dropped(taken);
                }
            });
        } catch (KafkaException | IllegalStateException _) {
            dropped(taken);
        }
    }

    private void dropped(Consumer<Boolean> taken) {
        counters.dropped.increment();
        taken.accept(false);
    }

    @Override
    public void close() {
        Producer<String, byte[]> current = producer;
        producer = null;
        if (current != null) {
            current.close(Duration.ofMillis(500));
        }
    }
}
