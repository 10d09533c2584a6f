package dev.sluice.control.usageplans;

import dev.sluice.contracts.access.QuotaRecord;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.Revisions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells the nodes what keys of all tenants used of plans that have a quota. One transaction at a time in the cell: total,
 * record and the change that asked for them stay together, whatever dies.
 */
@Singleton
class QuotaTotals {
    /** Each that is told is signed. */
    private static final int MOST = 500;

    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(hashtextextended(?, 0))";
    private static final String LOCK = "select true from pg_advisory_xact_lock(hashtextextended(?, 0))";

    private final AgroalDataSource system;
    private final Topics topics;
    private final Publications publications;
    private final Revisions revisions;

    QuotaTotals(
            @DataSource("system") AgroalDataSource system,
            Topics topics,
            Publications publications,
            Revisions revisions) {
        this.system = system;
        this.topics = topics;
        this.publications = publications;
        this.revisions = revisions;
    }

    /** Tells of what changed, the oldest changes first, unless another one is at it; true when there may be more. */
    boolean publish() throws SQLException {
        return alone(TRY_LOCK, this::publish);
    }

    /** Notes what the nodes were not told of, since an earlier version, or none, ran when it was used. */
    void noteUntold() throws SQLException {
        var _ = alone(LOCK, connection -> new QuotaTable(connection, topics.quotas()).noteUntold());
    }

    /** Notes what the nodes have to forget: keys that left their plans, quotas that are gone, periods that are over. */
    void noteEnded() throws SQLException {
        var _ = alone(LOCK, connection -> new QuotaTable(connection, topics.quotas()).noteEnded());
    }

    private boolean publish(Connection connection) throws SQLException {
        var table = new QuotaTable(connection, topics.quotas());
        List<QuotaTotal.Change> changes = table.changes(MOST);
        if (changes.isEmpty()) {
            return false;
        }
        Map<QuotaTotal.Need, List<QuotaTotal>> totals =
                table.totals(changes).stream().collect(Collectors.groupingBy(QuotaTotal::need));
        List<QuotaTotal> due = totals.getOrDefault(QuotaTotal.Need.NOW, List.of());
        if (!due.isEmpty()) {
            publications.publish(connection, records(connection, due));
        }
        table.lookedAt(changes(totals, QuotaTotal.Need.LATER));
        table.told(changes(totals, QuotaTotal.Need.NOW));
        table.told(changes(totals, QuotaTotal.Need.NEVER));
        return changes.size() == MOST;
    }

    private static List<QuotaTotal.Change> changes(
            Map<QuotaTotal.Need, List<QuotaTotal>> totals, QuotaTotal.Need need) {
        return totals.getOrDefault(need, List.of()).stream()
                .map(QuotaTotal::change)
                .toList();
    }

    private List<QuotaRecord> records(Connection connection, List<QuotaTotal> totals) throws SQLException {
        long[] revision = revisions.next(connection, totals.size());
        var records = new QuotaRecord[revision.length];
        for (int index = 0; index < records.length; index++) {
            records[index] = totals.get(index).record(revision[index]);
        }
        return List.of(records);
    }

    private boolean alone(String lock, Work work) throws SQLException {
        try (var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean more = locks(connection, lock) && work.run(connection);
                connection.commit();
                return more;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private boolean locks(Connection connection, String lock) throws SQLException {
        try (var statement = connection.prepareStatement(lock)) {
            statement.setString(1, topics.quotas());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private interface Work {
        boolean run(Connection connection) throws SQLException;
    }
}
