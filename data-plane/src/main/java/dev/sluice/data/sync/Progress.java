package dev.sluice.data.sync;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * How far behind the node is. It has caught up once every partition was read to where it ended when that was first
 * known. The worker writes, any thread reads.
 */
public final class Progress {
    private static final long UNKNOWN = -1;

    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private volatile long lagRecords;
    private volatile boolean caughtUp;
    private volatile long currentAtNanos = System.nanoTime();

    /** Records that the node has yet to read; 0 while that is not known. */
    public long lagRecords() {
        return lagRecords;
    }

    /** Whether the node read the topics to their end since it started. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Seconds since the node last knew itself up to date with the broker; since the start, when it never did. */
    public double ageSeconds() {
        return (System.nanoTime() - currentAtNanos) / 1e9;
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
