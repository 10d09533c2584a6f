package dev.sluice.control.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Writes a current record and its outbox row, as one statement, and wakes the relay at commit. */
final class RecordTable {
    /** PostgreSQL channel on which a commit wakes the relay. */
    static final String CHANNEL = "sluice_outbox";

    private static final String PUT = """
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
                    new.digest::numeric - coalesce(old.digest, 0) as digest_change),
            queued as (
                insert into control.outbox (tenant_id, topic, key, revision, partition, keys_change, digest_change)
                select tenant_id, topic, key, revision, partition, keys_change, digest_change from changed
                returning id)
            select pg_notify('%s', '') from queued
            """.formatted(CHANNEL);

    private RecordTable() {}

    /**
     * Notes the instant of the control plane's clock, which also times the receipts of nodes. Fails with IllegalStateException when the key's current revision
     * is not below the entry's.
     */
    static void put(Connection connection, RecordEntry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setString(1, entry.tenant());
            statement.setString(2, entry.topic());
            statement.setString(3, entry.key());
            statement.setInt(4, entry.partition());
            statement.setLong(5, entry.revision());
            statement.setBoolean(6, entry.deleted());
            statement.setLong(7, entry.digest());
            statement.setBytes(8, entry.value());
            statement.setObject(9, OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException(
                            "revision " + entry.revision() + " of " + entry.key() + " is not above the current one");
                }
            }
        }
    }
}
