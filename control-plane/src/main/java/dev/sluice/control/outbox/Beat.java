package dev.sluice.control.outbox;

import dev.sluice.contracts.records.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decides which partition is published again and when its next page may go. A round goes over all partitions, evenly
 * spread over its time; partitions that are asked for go first, as fast as the limit allows. Confined to the relay's
 * thread; times are nanoseconds of the monotonic clock.
 */
final class Beat {
    /** What a page counts at least, so that inventories of empty partitions are spread over the round too. */
    private static final long PAGE_COST_BYTES = 1024;

    private final OutboxSettings settings;
    private final List<TopicPartition> partitions;
    private final Deque<Sweep> asked = new ArrayDeque<>();
    private final Deque<Sweep> round = new ArrayDeque<>();
    private double roundNanosPerByte;
    private long pageAtNanos;
    private long roundAtNanos;

    /** Rounds begin at a random partition: otherwise a relay that restarts often would never reach the last ones. */
    Beat(OutboxSettings settings, List<String> topics, Random random, long nowNanos) {
        this.settings = settings;
        this.partitions = new ArrayList<>(topics.stream()
                .flatMap(topic ->
                        IntStream.range(0, Topics.PARTITIONS).mapToObj(number -> new TopicPartition(topic, number)))
                .toList());
        Collections.rotate(partitions, random.nextInt(partitions.size()));
        this.pageAtNanos = nowNanos;
        this.roundAtNanos = nowNanos;
    }

    /** Has a partition published at once, unless that is already under way. */
    void ask(TopicPartition partition, long epochMillis) {
        if (asked.stream().noneMatch(sweep -> sweep.partition().equals(partition))) {
            asked.add(new Sweep(partition, epochMillis));
        }
    }

    boolean roundIsOver() {
        return round.isEmpty();
    }

    /** Begins the next round over records of that many bytes in all. */
    void startRound(long bytes, long epochMillis) {
        partitions.forEach(partition -> round.add(new Sweep(partition, epochMillis)));
        long cost = bytes + PAGE_COST_BYTES * partitions.size();
        roundNanosPerByte =
                Math.max(nanosPerByte(), (double) settings.beatRound().toNanos() / cost);
    }

    /** The sweep whose next page may go now. */
    @Nullable
    Sweep due(long nowNanos) {
        if (nowNanos - pageAtNanos < 0) {
            return null;
        }
        if (!asked.isEmpty()) {
            return asked.getFirst();
        }
        return nowNanos - roundAtNanos < 0 ? null : round.peekFirst();
    }

    /** Takes note of a page; the last one ends its sweep. */
    void sent(Sweep sweep, long bytes, boolean last, long nowNanos) {
        pageAtNanos = nowNanos + (long) (bytes * nanosPerByte());
        if (sweep.equals(round.peekFirst())) {
            roundAtNanos = nowNanos + (long) (Math.max(bytes, PAGE_COST_BYTES) * roundNanosPerByte);
        }
        if (last) {
            asked.remove(sweep);
            round.remove(sweep);
        }
    }

    /** How long nothing is due. */
    Duration idle(long nowNanos) {
        long atNanos = asked.isEmpty() && roundAtNanos - pageAtNanos > 0 ? roundAtNanos : pageAtNanos;
        return Duration.ofNanos(Math.max(0, atNanos - nowNanos));
    }

    private double nanosPerByte() {
        return 1e9 / settings.beatBytesPerSecond().asLongValue();
    }
}
