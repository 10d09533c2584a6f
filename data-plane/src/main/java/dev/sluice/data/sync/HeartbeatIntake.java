package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.throttle.NodeDemand;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Takes the heartbeats of all nodes of the cell: what they are asked for decides what this one has of shared buckets, and
 * one under its own id may be a twin's. Confined to the worker.
 */
final class HeartbeatIntake {
    private static final Logger LOG = Logger.getLogger(HeartbeatIntake.class);

    private final NodeMessages messages;
    private final String topic;
    private final NodeIdentity self;
    private final TwinWatch twins;
    private final SharedBuckets buckets;
    private final Set<String> unreadable = new HashSet<>();

    HeartbeatIntake(NodeMessages messages, Topics topics, NodeIdentity self, TwinWatch twins, SharedBuckets buckets) {
        this.messages = messages;
        this.topic = topics.nodes();
        this.self = self;
        this.twins = twins;
        this.buckets = buckets;
    }

    String topic() {
        return topic;
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    /** Never throws, since the next one must get its turn. */
    void accept(ConsumerRecord<String, byte[]> message) {
        String node = message.key();
        if (node == null || message.value() == null) {
            return;
        }
        try {
            hear(node, messages.read(topic, node, message.value(), Heartbeat.class));
        } catch (RecordRefused e) {
            if (unreadable.add(node)) {
                LOG.warnf(
                        "A heartbeat does not open, so its node is left out. sender=%s failure=%s",
                        node, e.getMessage());
            }
        }
    }

    private void hear(String node, Heartbeat heartbeat) {
        var demand = NodeDemand.read(node, heartbeat.startedAt(), heartbeat.takesLeave(), heartbeat.demand());
        if (!node.equals(self.node())) {
            buckets.hear(demand);
        } else if (heartbeat.boot().equals(self.boot())) {
            buckets.hearOwn(demand);
        } else {
            twins.see(heartbeat);
        }
    }
}
