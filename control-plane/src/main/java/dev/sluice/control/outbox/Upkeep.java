package dev.sluice.control.outbox;

import java.sql.SQLException;
import java.time.Duration;

/** What the relay does now and then: looks after the topics, removes sent rows, forgets old deletions. */
final class Upkeep {
    private final OutboxTable outbox;
    private final CurrentRecords records;
    private final RelayProducer producer;
    private final TopicWatch topics;
    private final OutboxSettings settings;
    private final String busyTopic;
    private final Every topicCheck = new Every(Duration.ofSeconds(10));
    private final Every pruning = new Every(Duration.ofMinutes(1));

    Upkeep(
            OutboxTable outbox,
            CurrentRecords records,
            RelayProducer producer,
            TopicWatch topics,
            OutboxSettings settings,
            String busyTopic) {
        this.outbox = outbox;
        this.records = records;
        this.producer = producer;
        this.topics = topics;
        this.settings = settings;
        this.busyTopic = busyTopic;
    }

    /** Does what is due. */
    void run() throws SQLException, InterruptedException {
        if (topicCheck.due()) {
            topics.check();
        }
        if (pruning.due()) {
            outbox.prune(settings.keepSent(), busyTopic);
            forgetDeletions();
        }
    }

    /** Nulls the keys in Kafka first: a key whose row is gone would never be nulled. */
    void forgetDeletions() throws SQLException {
        var expired = records.expired(settings.keepDeletions());
        if (!expired.isEmpty()) {
            producer.send(expired.stream().map(RecordEntry::tombstone).toList());
            records.forget(expired);
        }
    }
}
