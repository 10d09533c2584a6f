package dev.sluice.data.sync;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * How far behind the node is with one topic. It has caught up once every partition was read to where it ended when that
 * was first known. The topic's worker writes, any thread reads.
 */
final class TopicProgress {
    private static final long UNKNOWN = -1;

    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private volatile long lagRecords;
    private volatile boolean caughtUp;
    private volatile long currentAtNanos = System.nanoTime();

    /** Records that are yet to be read; 0 while that is not known. */
    long lagRecords() {
        return lagRecords;
    }

    /** Whether the topic was read to its end since the start. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** Time since the topic was last known to be read to its end; since the start, when it never was. */
    long ageNanos() {
        return System.nanoTime() - currentAtNanos;
    }

    /** What was known about the end of a partition no longer counts. */
    void startOver(TopicPartition partition) {
        goals.remove(partition);
    }

    /** Called after each poll: what is left of each partition, and where the next record to read stands. */
    void update(
            Collection<TopicPartition> partitions,
            Function<TopicPartition, OptionalLong> lags,
            Function<TopicPartition, Long> offsets,
            boolean brokerHeard) {
        long sum = 0;
        boolean reached = true;
        boolean known = true;
        for (TopicPartition partition : partitions) {
            long lag = lags.apply(partition).orElse(UNKNOWN);
            known &= lag != UNKNOWN;
            sum += Math.max(0, lag);
            reached &= caughtUp || (lag != UNKNOWN && reachedGoal(partition, lag, offsets));
        }
        lagRecords = sum;
        caughtUp = reached;
        if (brokerHeard && known && sum == 0) {
            currentAtNanos = System.nanoTime();
        }
    }

    private boolean reachedGoal(TopicPartition partition, long lag, Function<TopicPartition, Long> offsets) {
        long offset = offsets.apply(partition);
        return offset >= goals.computeIfAbsent(partition, _ -> offset + lag);
    }
}
