package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;

/**
 * Listens for heartbeats of another run with this node's id: of two that are alive the older stops. One heartbeat may
 * be the last of a run that ended, so two within a few seconds are needed. Confined to the worker.
 */
final class TwinWatch {
    private static final Logger LOG = Logger.getLogger(TwinWatch.class);
    private static final long ALIVE_NANOS = Duration.ofSeconds(5).toNanos();

    private final NodeMessages messages;
    private final String topic;
    private final NodeIdentity self;
    private final Runnable stop;
    private String lastBoot = "";
    private long lastNanos;
    private boolean stopped;

    TwinWatch(NodeMessages messages, Topics topics, NodeIdentity self, Runnable stop) {
        this.messages = messages;
        this.topic = topics.nodes();
        this.self = self;
        this.stop = stop;
    }

    /** Where heartbeats of this node's id arrive: the producers' default choice. */
    TopicPartition partition() {
        int hash = Utils.toPositive(Utils.murmur2(self.node().getBytes(StandardCharsets.UTF_8)));
        return new TopicPartition(topic, hash % Topics.PARTITIONS);
    }

    void accept(ConsumerRecord<String, byte[]> message) {
        if (!self.node().equals(message.key()) || message.value() == null || stopped) {
            return;
        }
        try {
            see(messages.read(topic, self.node(), message.value(), Heartbeat.class));
        } catch (RecordRefused e) {
            LOG.warnf("A heartbeat under this node's id does not open. failure=%s", e.getMessage());
        }
    }

    private void see(Heartbeat other) {
        if (other.takesLeave() || !isYounger(other)) {
            return;
        }
        long now = System.nanoTime();
        if (other.boot().equals(lastBoot) && now - lastNanos < ALIVE_NANOS) {
            stopped = true;
            LOG.errorf(
                    "Another node runs with this node's id and started later, so this one stops; give each node an id"
                            + " (sluice.node.id) and a spool folder of its own. node=%s otherAddress=%s",
                    self.node(), other.internalAddress());
            stop.run();
        }
        lastBoot = other.boot();
        lastNanos = now;
    }

    private boolean isYounger(Heartbeat other) {
        int started = other.startedAt().compareTo(self.startedAt());
        return started > 0 || (started == 0 && other.boot().compareTo(self.boot()) > 0);
    }
}
