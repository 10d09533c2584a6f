package dev.sluice.data.sync;

import dev.sluice.contracts.records.Topics;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The worker that reads one compacted topic, so that a record of another topic never waits for it: a suspension takes
 * effect while thousands of stages are compiled. It assigns all partitions, forms no group, reads what is committed,
 * and starts where the spool says, or from the beginning when it says nothing or the topic is another one. After a
 * broker that is away, or a fault of this node, it begins again for ever.
 */
final class SnapshotConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SnapshotConsumer.class);
    /** Until the node is up to date it looks often whether it is. */
    private static final Duration POLL = Duration.ofMillis(100);

    /** Records end a poll at once, so a long one only spares the calls' processor the turns with nothing to do. */
    private static final Duration LIVE_POLL = Duration.ofSeconds(1);

    private static final Duration CLOSE_WAIT = Duration.ofMillis(500);
    private static final long BACKOFF_MILLIS = 200;
    private static final long MAX_BACKOFF_MILLIS = 5_000;

    private final KafkaAccess kafka;
    private final Spool spool;
    private final TopicIntake intake;
    private final @Nullable HeartbeatIntake heartbeats;
    private final Runnable whenCaughtUp;
    private final TopicProgress progress = new TopicProgress();
    private final BrokerContact contact;
    private final List<TopicPartition> partitions;
    private final Thread worker;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> open;

    /** The worker also reads the nodes' heartbeats, from now on, when it is given who takes them. */
    SnapshotConsumer(
            KafkaAccess kafka,
            TopicIntake intake,
            Spool spool,
            @Nullable HeartbeatIntake heartbeats,
            Runnable whenCaughtUp) {
        this.kafka = kafka;
        this.intake = intake;
        this.spool = spool;
        this.heartbeats = heartbeats;
        this.whenCaughtUp = whenCaughtUp;
        contact = new BrokerContact(intake.name());
        partitions = IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(intake.name(), number))
                .toList();
        worker = new Thread(this::run, "sluice-sync-" + intake.topic().name().toLowerCase(Locale.ROOT));
    }

    TopicProgress progress() {
        return progress;
    }

    void start() {
        worker.setDaemon(true);
        worker.start();
    }

    boolean isAlive() {
        return worker.isAlive();
    }

    private void run() {
        long backoffMillis = BACKOFF_MILLIS;
        String lastFailure = "";
        while (!stopping()) {
            long startNanos = System.nanoTime();
            try {
                follow();
            } catch (WakeupException _) {
                return;
            } catch (KafkaException e) {
                if (!e.toString().equals(lastFailure)) {
                    lastFailure = e.toString();
                    LOG.warnf(
                            "Reading a topic failed and begins again until it works. topic=%s failure=%s",
                            intake.name(), lastFailure);
                }
            } catch (RuntimeException e) {
                // A fault of this node: a worker that ended would leave it with what it has for ever.
                if (!e.toString().equals(lastFailure)) {
                    lastFailure = e.toString();
                    LOG.errorf(e, "Reading a topic met a fault of this node and begins again. topic=%s", intake.name());
                }
            }
            boolean ranWell = System.nanoTime() - startNanos > MAX_BACKOFF_MILLIS * 1_000_000;
            backoffMillis = ranWell ? BACKOFF_MILLIS : Math.min(MAX_BACKOFF_MILLIS, 2 * backoffMillis);
            pause(backoffMillis);
        }
    }

    private void follow() {
        Consumer<String, byte[]> consumer = kafka.consumer();
        try (var ids = new TopicIds(kafka.admin(), List.of(intake.name()))) {
            open = consumer;
            begin(consumer);
            while (!stopping()) {
                turn(consumer, ids);
            }
        } finally {
            open = null;
            consumer.close(CloseOptions.timeout(CLOSE_WAIT));
        }
    }

    private void begin(Consumer<String, byte[]> consumer) {
        contact.follow(consumer.metrics());
        var all = new ArrayList<>(partitions);
        if (heartbeats != null) {
            all.addAll(heartbeats.partitions());
        }
        consumer.assign(all);
        if (heartbeats != null) {
            consumer.seekToEnd(heartbeats.partitions());
        }
        for (TopicPartition partition : partitions) {
            SpoolPosition known = spool.position(intake.topic(), partition.partition());
            if (known == null) {
                fromBeginning(consumer, partition);
            } else {
                consumer.seek(partition, known.offset());
            }
        }
    }

    private void fromBeginning(Consumer<String, byte[]> consumer, TopicPartition partition) {
        consumer.seekToBeginning(List.of(partition));
        intake.startOver(partition.partition());
        progress.startOver(partition);
    }

    private void turn(Consumer<String, byte[]> consumer, TopicIds ids) {
        ids.look(_ -> checkPositions(consumer, ids));
        boolean live = progress.caughtUp();
        ConsumerRecords<String, byte[]> messages = consumer.poll(live ? LIVE_POLL : POLL);
        messages.records(intake.name()).forEach(message -> intake.accept(message, live));
        if (heartbeats != null) {
            messages.records(heartbeats.topic()).forEach(heartbeats::accept);
        }
        savePositions(messages, ids);
        boolean heard = contact.look();
        if (ids.allKnown()) {
            progress.update(partitions, consumer::currentLag, consumer::position, heard);
        }
        if (!live && progress.caughtUp()) {
            whenCaughtUp.run();
        }
    }

    /** Offsets of a topic that is gone mean nothing in the one that has its name now. */
    private void checkPositions(Consumer<String, byte[]> consumer, TopicIds ids) {
        for (TopicPartition partition : partitions) {
            SpoolPosition known = spool.position(intake.topic(), partition.partition());
            if (known != null && !known.log().equals(ids.of(intake.name()))) {
                LOG.warnf(
                        "The topic was made anew, so it is read from its beginning. topic=%s partition=%d",
                        intake.name(), partition.partition());
                fromBeginning(consumer, partition);
            }
        }
    }

    private void savePositions(ConsumerRecords<String, byte[]> messages, TopicIds ids) {
        String id = ids.of(intake.name());
        messages.nextOffsets().forEach((partition, next) -> {
            if (id != null && partition.topic().equals(intake.name())) {
                spool.position(intake.topic(), partition.partition(), new SpoolPosition(id, next.offset()));
            }
        });
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void pause(long millis) {
        try {
            var _ = stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the worker to end, without waiting for it. */
    void end() {
        stop.countDown();
        Consumer<String, byte[]> current = open;
        if (current != null) {
            current.wakeup();
        }
    }

    /** Ends the worker after the record that it has in hand; waits at most five seconds for it. */
    @Override
    public void close() {
        end();
        try {
            worker.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
