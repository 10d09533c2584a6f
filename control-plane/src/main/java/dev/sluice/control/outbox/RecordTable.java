package dev.sluice.control.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes a current record and its outbox row, as one statement, and wakes the relay at commit. */
final class RecordTable {
    /** PostgreSQL channel on which a commit wakes the relay. */
    static final String CHANNEL = "sluice_outbox";

    private static final String CHANGED = """
            with changed as (
                insert into control.records as current
                    (tenant_id, topic, key, partition, revision, deleted, digest, value, published_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, topic, key) do update set
                    revision = excluded.revision, deleted = excluded.deleted, digest = excluded.digest,
                    value = excluded.value, published_at = excluded.published_at
                where current.revision < excluded.revision
                returning new.tenant_id, new.topic, new.key, new.revision, new.partition,
                    (not new.deleted)::integer - coalesce((not old.deleted)::integer, 0) as keys_change,
                    new.digest::numeric - coalesce(old.digest, 0) as digest_change)
            """;

    private static final String QUEUE = """
            insert into control.outbox (tenant_id, topic, key, revision, partition, keys_change, digest_change)
            select tenant_id, topic, key, revision, partition, keys_change, digest_change from changed
            """;

    private static final String WAKE = "select pg_notify('" + CHANNEL + "', '')";

    private static final String PUT = CHANGED + ", queued as (" + QUEUE + " returning id) " + WAKE + " from queued";

    private static final String PUT_MANY = CHANGED + QUEUE;

    private RecordTable() {}

    /**
     * Notes the instant of the control plane's clock, which also times the receipts of nodes. Fails with IllegalStateException when the key's current revision
     * is not below the entry's.
     */
    static void put(Connection connection, RecordEntry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            bind(statement, entry);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw passed(entry);
                }
            }
        }
    }

    /** The same for many entries, which go to the database together. */
    static void put(Connection connection, List<RecordEntry> entries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT_MANY)) {
            for (RecordEntry entry : entries) {
                bind(statement, entry);
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int index = 0; index < counts.length; index++) {
                if (counts[index] != 1) {
                    throw passed(entries.get(index));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(WAKE)) {
            statement.execute();
        }
    }

    private static void bind(PreparedStatement statement, RecordEntry entry) throws SQLException {
        statement.setString(1, entry.tenant());
        statement.setString(2, entry.topic());
        statement.setString(3, entry.key());
        statement.setInt(4, entry.partition());
        statement.setLong(5, entry.revision());
        statement.setBoolean(6, entry.deleted());
        statement.setLong(7, entry.digest());
        statement.setBytes(8, entry.value());
        statement.setObject(9, OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
    }

    private static IllegalStateException passed(RecordEntry entry) {
        return new IllegalStateException(
                "revision " + entry.revision() + " of " + entry.key() + " is not above the current one");
    }
}
