package dev.sluice.control.usageplans;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.control.metering.MeteredDays;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
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
     * A report at once, in one order, so that two counters never wait for each other in a circle. The locks keep plan and key
     * until the row that names them is there; of those that are gone nothing is kept. All days come before the first change, as
     * everywhere: PostgreSQL would end the first insert behind the second if the second did not count what it added.
     */
    private static final String ADD = """
            with reported as (
                select tenant_id, plan_id, key_id, day, sum(calls)::bigint as calls
                from unnest(?::text[], ?::text[], ?::text[], ?::date[], ?::bigint[])
                    as use (tenant_id, plan_id, key_id, day, calls)
                group by tenant_id, plan_id, key_id, day),
            present as (
                select r.*, p.settings ->> 'quota' is not null as limited
                from reported r
                join control.usage_plans p on p.tenant_id = r.tenant_id and p.id = r.plan_id
                join control.api_keys k on k.tenant_id = r.tenant_id and k.id = r.key_id
                order by r.tenant_id, r.plan_id, r.key_id, r.day
                for key share of p, k),
            added as (
                insert into control.usage_days as known (tenant_id, plan_id, key_id, day, used)
                select tenant_id, plan_id, key_id, day, calls from present order by tenant_id, plan_id, key_id, day
                on conflict (tenant_id, plan_id, key_id, day) do update set used = known.used + excluded.used
                returning true)
            insert into control.quota_changes as known (tenant_id, plan_id, key_id, calls, urgent)
            select tenant_id, plan_id, key_id, sum(calls), false from present
            where limited and (select count(*) from added) > 0
            group by tenant_id, plan_id, key_id order by tenant_id, plan_id, key_id
            on conflict (tenant_id, plan_id, key_id) do update
                set changes = known.changes + 1, calls = known.calls + excluded.calls
            """;

    /** Kafka keeps no report for so long; a node that was away for longer may send one again that it has kept. */
    private static final String FORGET = "delete from control.usage_boots where heard_at < now() - interval '400 days'";

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

    private static void add(Connection connection, List<UsageReport.Use> uses) throws SQLException {
        if (uses.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setArray(1, array(connection, "text", uses, UsageReport.Use::tenant));
            statement.setArray(2, array(connection, "text", uses, UsageReport.Use::plan));
            statement.setArray(3, array(connection, "text", uses, UsageReport.Use::key));
            statement.setArray(4, array(connection, "date", uses, use -> LocalDate.ofEpochDay(use.day())));
            statement.setArray(5, array(connection, "bigint", uses, UsageReport.Use::calls));
            statement.executeUpdate();
        }
    }

    private static Array array(
            Connection connection, String type, List<UsageReport.Use> uses, Function<UsageReport.Use, Object> part)
            throws SQLException {
        return connection.createArrayOf(type, uses.stream().map(part).toArray());
    }

    /** Forgets the boots of which nothing was heard for a long time. */
    void forget() throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(FORGET)) {
            statement.executeUpdate();
        }
    }
}
