package dev.sluice.control.nodes;

import dev.sluice.contracts.nodes.Heartbeat;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A node that is alive.
 *
 * @param heartbeat its last one
 * @param seen when that arrived, by the control plane's clock
 */
public record Node(Heartbeat heartbeat, Instant seen) {
    public String id() {
        return heartbeat.node();
    }

    /** The revision of a stage that it says it refused; null when it names none. */
    public @Nullable Long refusedRevision(String stage) {
        var refused = heartbeat.refused();
        return refused == null ? null : refused.stages().get(stage);
    }

    /** Whether a stage that it does not name as refused is none of the refused ones. */
    public boolean namesAllRefused() {
        var refused = heartbeat.refused();
        return refused == null || refused.count() <= refused.stages().size();
    }

    /** Its digest of a partition; absent when it does not know the topic. */
    public @Nullable Long digest(TopicPartition partition) {
        List<Long> digests = heartbeat.digests().get(partition.topic());
        return digests == null || digests.size() <= partition.partition() ? null : digests.get(partition.partition());
    }
}
