package dev.sluice.control.outbox;

import dev.sluice.contracts.records.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the cell: creates those that are missing, leaves the others as they are, and looks at them. */
@Singleton
public class TopicSetup {
    private static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy", "compact",
            "segment.ms", millis(Duration.ofMinutes(10)),
            "max.compaction.lag.ms", millis(Duration.ofHours(1)),
            "delete.retention.ms", millis(Duration.ofHours(24)),
            "max.message.bytes", Integer.toString(KafkaClients.MAX_REQUEST_BYTES));

    private static final Duration KNOWN_LIMIT = Duration.ofSeconds(10);
    private static final Duration KNOWN_POLL = Duration.ofMillis(20);

    private final KafkaSettings settings;
    private final Topics topics;

    TopicSetup(KafkaSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** Creates the topics that are missing; returns when the brokers know all of them. */
    public void ensure(Admin admin) throws InterruptedException {
        create(admin);
        long end = System.nanoTime() + KNOWN_LIMIT.toNanos();
        while (!known(admin)) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("the brokers do not know the topics yet");
            }
            Thread.sleep(KNOWN_POLL);
        }
    }

    private boolean known(Admin admin) throws InterruptedException {
        var names = new ArrayList<>(compacted());
        names.addAll(List.of(topics.receipts(), topics.usage(), topics.nodes()));
        return get(admin.listTopics().names()).containsAll(names);
    }

    private void create(Admin admin) throws InterruptedException {
        var wanted = Stream.concat(
                        compacted().stream().map(topic -> topic(topic, COMPACTED)),
                        Stream.of(
                                topic(topics.receipts(), kept(Duration.ofDays(7))),
                                topic(topics.usage(), kept(Duration.ofDays(7))),
                                topic(topics.nodes(), kept(Duration.ofDays(1)))))
                .toList();
        for (var created : admin.createTopics(wanted).values().values()) {
            try {
                get(created);
            } catch (TopicExistsException _) {
                // Somebody made it before: an earlier start, another replica or the operator.
            }
        }
    }

    /** The names of the topics that the relay writes. */
    List<String> compacted() {
        return List.of(topics.stages(), topics.access(), topics.quotas());
    }

    /** What tells a compacted topic from another that took its name; fails when one is missing. */
    Map<String, Uuid> identities(Admin admin) throws InterruptedException {
        return get(admin.describeTopics(compacted()).allTopicNames()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, topic -> topic.getValue().topicId()));
    }

    /** How many offsets each partition of the compacted topics spans: at least one for each record that it has. */
    Map<TopicPartition, Long> spans(Admin admin) throws InterruptedException {
        var first = offsets(admin, OffsetSpec.earliest());
        var last = offsets(admin, OffsetSpec.latest());
        return last.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        partition -> partition.getValue() - first.getOrDefault(partition.getKey(), 0L)));
    }

    private Map<TopicPartition, Long> offsets(Admin admin, OffsetSpec spec) throws InterruptedException {
        var wanted = compacted().stream()
                .flatMap(topic ->
                        IntStream.range(0, Topics.PARTITIONS).mapToObj(number -> new TopicPartition(topic, number)))
                .collect(Collectors.toMap(partition -> partition, _ -> spec));
        return get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, partition -> partition.getValue().offset()));
    }

    private NewTopic topic(String name, Map<String, String> configuration) {
        var all = new HashMap<>(configuration);
        if (settings.replicationFactor() >= 3) {
            all.put("min.insync.replicas", "2");
        }
        return new NewTopic(name, Topics.PARTITIONS, settings.replicationFactor()).configs(all);
    }

    /** Append time, because clocks of nodes differ. */
    private static Map<String, String> kept(Duration time) {
        return Map.of(
                "cleanup.policy", "delete", "retention.ms", millis(time), "message.timestamp.type", "LogAppendTime");
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(failed.getCause());
        }
    }
}
