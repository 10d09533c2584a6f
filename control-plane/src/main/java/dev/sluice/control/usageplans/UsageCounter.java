package dev.sluice.control.usageplans;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.control.metering.MeteredDays;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Adds what nodes report to the days of their tenants' keys and stages, each report once: the sequence of its boot moves on in
 * the same transaction, and what quotas limit is noted as changed.
 */
@Singleton
class UsageCounter {
    private static final Logger LOG = Logger.getLogger(UsageCounter.class);

    private static final String MOVE_ON = """
            with former as (select sequence from control.usage_boots where boot = ?)
            insert into control.usage_boots as known (boot, sequence, heard_at) values (?, ?, now())
            on conflict (boot) do update set sequence = excluded.sequence, heard_at = excluded.heard_at
            where known.sequence < excluded.sequence
            returning coalesce((select sequence from former), 0)
            """;

    /**
     * The locks keep plan and key until the row that names them is there; of those that are gone nothing is kept. The day comes
     * before the change, as everywhere.
     */
    private static final String ADD = """
            with present as (
                select p.tenant_id, p.id as plan_id, k.id as key_id, p.settings ->> 'quota' is not null as limited
                from control.usage_plans p join control.api_keys k on k.tenant_id = p.tenant_id
                where p.tenant_id = ? and p.id = ? and k.id = ? for key share),
            added as (
                insert into control.usage_days as known (tenant_id, plan_id, key_id, day, used)
                select tenant_id, plan_id, key_id, ?, ? from present
                on conflict (tenant_id, plan_id, key_id, day) do update set used = known.used + excluded.used
                returning tenant_id, plan_id, key_id)
            insert into control.quota_changes as known (tenant_id, plan_id, key_id)
            select added.tenant_id, added.plan_id, added.key_id from added, present where present.limited
            on conflict (tenant_id, plan_id, key_id) do update set changes = known.changes + 1
            """;

    /** Kafka keeps no report for so long; a node that was away for longer may send one again that it has kept. */
    private static final String FORGET = "delete from control.usage_boots where heard_at < now() - interval '400 days'";

    private static final Comparator<UsageReport.Use> ORDER = Comparator.comparing(UsageReport.Use::tenant)
            .thenComparing(UsageReport.Use::plan)
            .thenComparing(UsageReport.Use::key)
            .thenComparingLong(UsageReport.Use::day);

    private static final long COUNTED = -1;

    private final AgroalDataSource system;
    private final MeteredDays metered;
    private final Counter missing;

    UsageCounter(@DataSource("system") AgroalDataSource system, MeteredDays metered, MeterRegistry registry) {
        this.system = system;
        this.metered = metered;
        missing = Counter.builder("sluice.usage.reports.missing")
                .description("Reports of usage that nodes counted up and that never came")
                .register(registry);
    }

    /** Counts a report; false when it was counted before. */
    boolean count(UsageReport report) throws SQLException {
        try (var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            try {
                long former = moveOn(connection, report);
                boolean isNew = former != COUNTED;
                if (isNew) {
                    add(connection, report.uses());
                    metered.add(connection, report.metered());
                }
                connection.commit();
                if (isNew) {
                    miss(report, report.sequence() - former - 1);
                }
                return isNew;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** The sequence of the boot before, 0 of a boot that is new; {@link #COUNTED} of a report that was counted before. */
    private static long moveOn(Connection connection, UsageReport report) throws SQLException {
        try (var statement = connection.prepareStatement(MOVE_ON)) {
            statement.setString(1, report.boot());
            statement.setString(2, report.boot());
            statement.setLong(3, report.sequence());
            try (var former = statement.executeQuery()) {
                return former.next() ? former.getLong(1) : COUNTED;
            }
        }
    }

    private void miss(UsageReport report, long count) {
        if (count > 0) {
            missing.increment((double) count);
            LOG.warnf(
                    "Reports of usage never came, what they told of is not counted. node=%s boot=%s before=%d reports=%d",
                    report.node(), report.boot(), report.sequence(), count);
        }
    }

    /** In one order, so that two counters never wait for each other in a circle. */
    private static void add(Connection connection, List<UsageReport.Use> uses) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            for (UsageReport.Use use : uses.stream().sorted(ORDER).toList()) {
                statement.setString(1, use.tenant());
                statement.setString(2, use.plan());
                statement.setString(3, use.key());
                statement.setObject(4, LocalDate.ofEpochDay(use.day()));
                statement.setLong(5, use.calls());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Forgets the boots of which nothing was heard for a long time. */
    void forget() throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(FORGET)) {
            statement.executeUpdate();
        }
    }
}
