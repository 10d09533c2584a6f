package dev.sluice.data.sync;

import dev.sluice.contracts.records.Topics;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one worker that reads the compacted topics, and the partition in which heartbeats of this node's id arrive. It
 * assigns all partitions, forms no group, reads what is committed, and starts where the spool says, or from the
 * beginning when it says nothing or the topic is another one. A broker that is away is asked again for ever.
 *
 * <p>Records of the topic named first come first: those in hand never wait for a later topic's, which may have to be
 * compiled.
 */
final class SnapshotConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SnapshotConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_WAIT = Duration.ofMillis(500);
    private static final long BACKOFF_MILLIS = 200;
    private static final long MAX_BACKOFF_MILLIS = 5_000;

    private final KafkaAccess kafka;
    private final Spool spool;
    private final TwinWatch twins;
    private final Runnable whenCaughtUp;
    private final Progress progress;
    private final BrokerContact contact = new BrokerContact();
    private final Map<TopicPartition, TopicIntake> intakes = new LinkedHashMap<>();
    private final List<String> topics = new ArrayList<>();
    private final Thread worker = new Thread(this::run, "sluice-sync");
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> open;

    SnapshotConsumer(
            KafkaAccess kafka,
            List<TopicIntake> topics,
            Spool spool,
            TwinWatch twins,
            Progress progress,
            Runnable whenCaughtUp) {
        this.kafka = kafka;
        this.spool = spool;
        this.twins = twins;
        this.progress = progress;
        this.whenCaughtUp = whenCaughtUp;
        for (TopicIntake intake : topics) {
            this.topics.add(intake.name());
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                intakes.put(new TopicPartition(intake.name(), partition), intake);
            }
        }
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
                    LOG.warnf("Reading the topics failed and begins again until it works. failure=%s", lastFailure);
                }
            }
            boolean ranWell = System.nanoTime() - startNanos > MAX_BACKOFF_MILLIS * 1_000_000;
            backoffMillis = ranWell ? BACKOFF_MILLIS : Math.min(MAX_BACKOFF_MILLIS, 2 * backoffMillis);
            pause(backoffMillis);
        }
    }

    private void follow() {
        Consumer<String, byte[]> consumer = kafka.consumer();
        try (var ids = new TopicIds(kafka.admin(), topics)) {
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
        var all = new ArrayList<>(intakes.keySet());
        all.add(twins.partition());
        consumer.assign(all);
        consumer.seekToEnd(List.of(twins.partition()));
        intakes.forEach((partition, intake) -> {
            SpoolPosition known = spool.position(intake.topic(), partition.partition());
            if (known == null) {
                fromBeginning(consumer, partition, intake);
            } else {
                consumer.seek(partition, known.offset());
            }
        });
    }

    private void fromBeginning(Consumer<String, byte[]> consumer, TopicPartition partition, TopicIntake intake) {
        consumer.seekToBeginning(List.of(partition));
        intake.startOver(partition.partition());
        progress.startOver(partition);
    }

    private void turn(Consumer<String, byte[]> consumer, TopicIds ids) {
        ids.look(topic -> checkPositions(consumer, topic, ids));
        ConsumerRecords<String, byte[]> messages = consumer.poll(POLL);
        boolean live = progress.caughtUp();
        intakes.forEach(
                (partition, intake) -> messages.records(partition).forEach(message -> intake.accept(message, live)));
        messages.records(twins.partition()).forEach(twins::accept);
        savePositions(messages, ids);
        boolean heard = contact.look();
        if (ids.allKnown()) {
            progress.update(intakes.keySet(), consumer::currentLag, consumer::position, heard);
        }
        if (!live && progress.caughtUp()) {
            spool.markSynced();
            whenCaughtUp.run();
        }
    }

    /** Offsets of a topic that is gone mean nothing in the one that has its name now. */
    private void checkPositions(Consumer<String, byte[]> consumer, String topic, TopicIds ids) {
        intakes.forEach((partition, intake) -> {
            SpoolPosition known = spool.position(intake.topic(), partition.partition());
            if (partition.topic().equals(topic) && known != null && !known.log().equals(ids.of(topic))) {
                LOG.warnf(
                        "The topic was made anew, so it is read from its beginning. topic=%s partition=%d",
                        topic, partition.partition());
                fromBeginning(consumer, partition, intake);
            }
        });
    }

    private void savePositions(ConsumerRecords<String, byte[]> messages, TopicIds ids) {
        messages.nextOffsets().forEach((partition, next) -> {
            TopicIntake intake = intakes.get(partition);
            String id = ids.of(partition.topic());
            if (intake != null && id != null) {
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

    /** Ends the worker after the record that it has in hand; waits at most five seconds for it. */
    @Override
    public void close() {
        stop.countDown();
        Consumer<String, byte[]> current = open;
        if (current != null) {
            current.wakeup();
        }
        try {
            worker.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
