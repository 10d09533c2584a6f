package dev.sluice.control.nodes;

import dev.sluice.contracts.records.Topics;
import dev.sluice.control.outbox.Loop;
import dev.sluice.control.outbox.OutboxRelay;
import dev.sluice.control.outbox.PartitionDigests;
import dev.sluice.control.outbox.RelayStatus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Has a partition published again when a node's digest of it stays another than ours although nothing has changed for
 * two seconds; the same node and partition again after four seconds, doubling up to ten minutes. Works in the process
 * whose relay leads, on one thread of its own.
 */
@Singleton
class LagHealer implements Loop.Job {
    private static final Logger LOG = Logger.getLogger(LagHealer.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Nodes nodes;
    private final PartitionDigests digests;
    private final OutboxRelay relay;
    private final List<TopicPartition> partitions;
    private final Map<Place, Suspicion> suspicions = new HashMap<>();
    private final Map<TopicPartition, Long> lastDigests = new HashMap<>();
    private final Loop loop = new Loop("lag-healer", this);

    LagHealer(Nodes nodes, PartitionDigests digests, OutboxRelay relay, Topics topics) {
        this.nodes = nodes;
        this.digests = digests;
        this.relay = relay;
        this.partitions = Stream.of(topics.stages(), topics.access())
                .flatMap(topic ->
                        IntStream.range(0, Topics.PARTITIONS).mapToObj(number -> new TopicPartition(topic, number)))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
    }

    @Override
    public void run() {
        while (!loop.stopsWithin(PERIOD)) {
            if (relay.status().state() == RelayStatus.State.LEADING) {
                check(System.nanoTime());
            } else {
                suspicions.clear();
                lastDigests.clear();
            }
            loop.works();
        }
    }

    @Override
    public void failed(Throwable failure) {
        LOG.debugf(failure, "The nodes' digests were not compared");
    }

    private void check(long nowNanos) {
        lastDigests.keySet().removeAll(relay.takeChanged());
        var differing = new HashMap<Place, Long>();
        for (Node node : nodes.alive()) {
            for (TopicPartition partition : partitions) {
                Long digest = node.digest(partition);
                if (digest != null && !digest.equals(lastDigests.get(partition))) {
                    differing.put(new Place(node.id(), partition), digest);
                }
            }
        }
        suspicions.keySet().retainAll(differing.keySet());
        var lagging = new TreeSet<String>();
        differing.forEach((place, digest) -> {
            if (lags(place, digest, nowNanos)) {
                relay.republish(place.partition());
                lagging.add(place.node());
            }
        });
        if (!lagging.isEmpty()) {
            LOG.infof("Nodes lag and get records again nodes=%s", lagging);
        }
    }

    private boolean lags(Place place, long digest, long nowNanos) {
        var suspicion = suspicions.get(place);
        if (suspicion != null && nowNanos - suspicion.dueNanos() < 0) {
            return false;
        }
        long ours = digests.digest(place.partition(), PERIOD);
        lastDigests.put(place.partition(), ours);
        if (ours == digest) {
            suspicions.remove(place);
        } else if (suspicion == null || suspicion.ours() != ours) {
            suspicions.put(place, new Suspicion(ours, nowNanos + SETTLED.toNanos(), SETTLED));
        } else {
            suspicions.put(place, suspicion.again(nowNanos));
            return true;
        }
        return false;
    }

    private record Place(String node, TopicPartition partition) {}

    /** That a node lacks something: our digest when it was last compared, and when it is compared again. */
    private record Suspicion(long ours, long dueNanos, Duration pause) {
        private static final Duration LONGEST = Duration.ofMinutes(10);

        Suspicion again(long nowNanos) {
            var doubled = pause.multipliedBy(2);
            var next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
            return new Suspicion(ours, nowNanos + next.toNanos(), next);
        }
    }
}
