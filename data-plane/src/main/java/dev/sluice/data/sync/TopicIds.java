package dev.sluice.data.sync;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the topics, asked for without waiting and again every half minute: a topic that was made anew under its
 * name has another id, and offsets in the old one say nothing about it. Confined to the worker.
 */
final class TopicIds implements AutoCloseable {
    private static final long AGAIN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Admin admin;
    private final List<String> topics;
    private final Map<String, String> ids = new HashMap<>();
    private Map<String, KafkaFuture<TopicDescription>> asked = Map.of();
    private long askAtNanos = System.nanoTime();

    TopicIds(Admin admin, List<String> topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /** The id of a topic as it was last told; null as long as it is not known. */
    @Nullable
    String of(String topic) {
        return ids.get(topic);
    }

    boolean allKnown() {
        return ids.keySet().containsAll(topics);
    }

    /** Takes in what was answered meanwhile and names each topic whose id is new. */
    void look(Consumer<String> changed) {
        long now = System.nanoTime();
        if (asked.isEmpty() && now - askAtNanos >= 0) {
            asked = admin.describeTopics(topics).topicNameValues();
        } else if (!asked.isEmpty() && asked.values().stream().allMatch(KafkaFuture::isDone)) {
            boolean failed = asked.values().stream().anyMatch(KafkaFuture::isCompletedExceptionally);
            asked.forEach((topic, answer) -> note(topic, answer, changed));
            asked = Map.of();
            askAtNanos = now + (failed ? RETRY_NANOS : AGAIN_NANOS);
        }
    }

    private void note(String topic, KafkaFuture<TopicDescription> answer, Consumer<String> changed) {
        if (!answer.isCompletedExceptionally()) {
            String id = now(answer);
            if (id != null && !id.equals(ids.put(topic, id))) {
                changed.accept(topic);
            }
        }
    }

    private static @Nullable String now(KafkaFuture<TopicDescription> answer) {
        try {
            TopicDescription description = answer.getNow(null);
            return description == null ? null : description.topicId().toString();
        } catch (InterruptedException | ExecutionException e) {
            throw new KafkaException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
