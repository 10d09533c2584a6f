package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The node's sign of life: who it is, what it has, how far behind it is, what it is asked for. Runs on a thread of its
 * own.
 */
final class Heartbeats implements Runnable {
    private static final Logger LOG = Logger.getLogger(Heartbeats.class);
    private static final int FORMAT_VERSION = 1;

    private final NodeIdentity self;
    private final List<TopicIntake> intakes;
    private final Spool spool;
    private final Progress progress;
    private final NodeReports reports;
    private final SharedBuckets buckets;

    Heartbeats(
            NodeIdentity self,
            List<TopicIntake> intakes,
            Spool spool,
            Progress progress,
            NodeReports reports,
            SharedBuckets buckets) {
        this.self = self;
        this.intakes = List.copyOf(intakes);
        this.spool = spool;
        this.progress = progress;
        this.reports = reports;
        this.buckets = buckets;
    }

    /** Sends one. Never throws, since that would end the schedule. */
    @Override
    public void run() {
        send(null);
    }

    /** Sends the last one. */
    void leave() {
        send(true);
    }

    private void send(@Nullable Boolean leaving) {
        try {
            reports.connect();
            reports.heartbeat(new Heartbeat(
                    FORMAT_VERSION,
                    self.node(),
                    self.boot(),
                    self.version(),
                    self.startedAt(),
                    self.internalAddress(),
                    digests(),
                    progress.lagRecords(),
                    refusals(),
                    leaving,
                    buckets.demand()));
        } catch (RuntimeException e) {
            LOG.error("A heartbeat met a fault of this node.", e);
        }
    }

    private Heartbeat.@Nullable Refusals refusals() {
        Map<String, Long> refused = spool.refused(SpoolTopic.STAGES);
        if (refused.isEmpty()) {
            return null;
        }
        Map<String, Long> named = refused.entrySet().stream()
                .limit(Heartbeat.Refusals.MAX_NAMED)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Heartbeat.Refusals(named, Math.max(named.size(), refused.size()));
    }

    private Map<String, List<Long>> digests() {
        return intakes.stream().collect(Collectors.toMap(TopicIntake::name, this::digests));
    }

    private List<Long> digests(TopicIntake intake) {
        return LongStream.range(0, Topics.PARTITIONS)
                .map(partition -> spool.digest(intake.topic(), (int) partition))
                .boxed()
                .toList();
    }
}
