package dev.sluice.control.outbox;

import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.QuotaRecord;
import dev.sluice.contracts.records.RecordLimits;
import dev.sluice.contracts.records.RecordTooLarge;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.StageDeletion;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.Session;

/**
 * The one door to the nodes. A publication is part of the caller's transaction: it becomes the current record of its
 * key and one row of the outbox, and the commit wakes the relay. The caller holds the lock of what it publishes, so
 * that revisions of one key commit in their order; a lower revision than the current one is a bug and fails.
 */
@ApplicationScoped
public class Publications {
    private final EntityManager entities;
    private final RecordWriter writer;
    private final Topics topics;
    private final PublishedStages published;

    Publications(EntityManager entities, RecordWriter writer, Topics topics, PublishedStages published) {
        this.entities = entities;
        this.writer = writer;
        this.topics = topics;
        this.published = published;
    }

    /** Publishes a stage or its deletion. Refuses with a bad request what is too large for a record. */
    public void publish(StageRecord stage) {
        var entry = entry(stage);
        entities.unwrap(Session.class).doWork(connection -> RecordTable.put(connection, entry));
        published.add(stage.key(), stage.revision());
    }

    /** Publishes who may use the gateway, or where integrations lead. Refuses with a bad request what is too large. */
    public void publish(AccessRecord access) {
        var entry = entry(access);
        entities.unwrap(Session.class).doWork(connection -> RecordTable.put(connection, entry));
    }

    /** The same for many records, each of a key of its own. They are signed by all processors: each takes over a millisecond. */
    public void publish(List<? extends AccessRecord> records) {
        var entries = records.parallelStream().map(this::entry).toList();
        entities.unwrap(Session.class).doWork(connection -> RecordTable.put(connection, entries));
    }

    /** Publishes what keys used of their plans, each record of a key of its own, in the transaction of a caller's connection. */
    public void publish(Connection connection, List<QuotaRecord> quotas) throws SQLException {
        RecordTable.put(connection, quotas.parallelStream().map(this::entry).toList());
    }

    private RecordEntry entry(StageRecord stage) {
        boolean deleted = switch (stage) {
            case StageSnapshot _ -> false;
            case StageDeletion _ -> true;
        };
        String key = stage.key().text();
        return new RecordEntry(topics.stages(), key, stage.revision(), deleted, pack(topics.stages(), key, stage));
    }

    private RecordEntry entry(AccessRecord access) {
        byte[] value = pack(topics.access(), access.key(), access);
        return new RecordEntry(topics.access(), access.key(), access.revision(), access.isEnded(), value);
    }

    private RecordEntry entry(QuotaRecord quota) {
        byte[] value = pack(topics.quotas(), quota.place(), quota);
        return new RecordEntry(topics.quotas(), quota.place(), quota.revision(), quota.deleted(), value);
    }

    private byte[] pack(String topic, String key, Object published) {
        try {
            return writer.write(topic, key, published);
        } catch (RecordTooLarge tooLarge) {
            throw ProblemException.badRequest(
                    "The change cannot be published: its record has %d bytes (limit %d) and %d packed (limit %d)"
                            .formatted(
                                    tooLarge.unpackedBytes(),
                                    RecordLimits.MAX_UNPACKED_BYTES,
                                    tooLarge.packedBytes(),
                                    RecordLimits.MAX_PACKED_BYTES));
        }
    }
}
