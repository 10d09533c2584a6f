package dev.sluice.control.outbox;

import dev.sluice.contracts.records.RecordWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The relay's work while it is the only one of its cell. Everything that is sent for a key is its current record, read
 * right before, by one thread: so the topic never gets an older record behind a newer one. Any failure ends the session.
 */
final class RelaySession implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RelaySession.class);

    /** The net below the notifications. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final RelayConnection connection;
    private final List<String> topicNames;
    private final OutboxTable outbox;
    private final CurrentRecords records;
    private final TopicWatch topics;
    private final RelayProducer producer;
    private final Renewal renewal;
    private final Sweeper sweeper;
    private final Beat beat;
    private final Upkeep upkeep;
    private final RelayMetrics metrics;

    /** The connection holds the relay's lock and outlives the session. Partitions that lost records are sent at once. */
    RelaySession(
            RelayConnection connection,
            RelayKafka kafka,
            RecordWriter writer,
            OutboxSettings settings,
            RelayMetrics metrics)
            throws SQLException, InterruptedException {
        this.connection = connection;
        this.topicNames = kafka.topics();
        this.outbox = connection.outbox(topicNames);
        this.records = connection.records(topicNames);
        this.topics = kafka.watchTopics();
        try {
            this.producer = kafka.openProducer();
        } catch (RuntimeException failed) {
            topics.close();
            throw failed;
        }
        this.renewal = new Renewal(records, writer, metrics);
        this.sweeper = new Sweeper(connection, outbox, records, renewal, producer, writer);
        this.beat = new Beat(settings, kafka.topics(), new Random(), System.nanoTime());
        this.upkeep = new Upkeep(outbox, records, producer, topics, settings, kafka.busyTopic());
        this.metrics = metrics;
    }

    /** Has the partitions published again at once that cannot hold as many records as there are. */
    void healTopics() throws SQLException, InterruptedException {
        topics.incomplete(records.counts()).forEach(this::republish);
    }

    /** Has a partition published again at once. */
    void republish(TopicPartition partition) {
        beat.ask(partition, System.currentTimeMillis());
    }

    /** Sends what is unsent and the beat's next page, or waits until there is something to do. */
    void step() throws SQLException, InterruptedException {
        boolean sent = sendUnsent();
        boolean swept = sweep();
        upkeep.run();
        if (!sent && !swept) {
            var idle = beat.idle(System.nanoTime());
            connection.awaitCommit(idle.compareTo(POLL) < 0 ? idle : POLL);
        }
    }

    /** The partitions to which changes were sent since the last time. */
    Set<TopicPartition> takeChanged() {
        return outbox.takeMarked();
    }

    private boolean sendUnsent() throws SQLException {
        var unsent = outbox.unsent();
        metrics.unsent(unsent.size());
        if (unsent.isEmpty()) {
            return false;
        }
        producer.send(unsent.stream().map(key -> key.entry().message()).toList());
        var now = Instant.now();
        unsent.forEach(key -> metrics.sent(Duration.between(key.since(), now)));
        outbox.markSent(unsent);
        return true;
    }

    private boolean sweep() throws SQLException {
        if (beat.roundIsOver()) {
            startRound();
        }
        var sweep = beat.due(System.nanoTime());
        if (sweep == null) {
            return false;
        }
        long bytes = sweeper.sendPage(sweep);
        boolean last = bytes == 0 && sweeper.sendInventory(sweep);
        beat.sent(sweep, bytes, last, System.nanoTime());
        metrics.repeated(bytes);
        if (last) {
            metrics.inventory();
        }
        if (beat.roundIsOver()) {
            renewal.roundEnded();
        }
        return true;
    }

    private void startRound() throws SQLException {
        int wrong = connection.totals().count(topicNames);
        if (wrong > 0) {
            LOG.infof("The totals of partitions were counted anew partitions=%d", wrong);
        }
        beat.startRound(records.bytes(), System.currentTimeMillis());
    }

    @Override
    public void close() {
        producer.close();
        topics.close();
    }
}
