package dev.sluice.control.usageplans;

import dev.sluice.contracts.access.QuotaRecord;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What keys used of plans that have a quota, and what of it the nodes have to hear. Of one connection and its thread. */
final class QuotaTable {
    private static final String CHANGES = """
            select tenant_id, plan_id, key_id, changes from control.quota_changes order by since limit ?
            """;

    /**
     * One statement, so that it sees one moment: the calls of exactly the reports that it names. Runs of nodes that told of
     * nothing for an hour have nothing on its way.
     */
    private static final String TOTALS = """
            select c.tenant_id, c.plan_id, c.key_id,
                case when m.key_id is not null then p.settings -> 'quota' ->> 'period' end as period,
                r.key is not null as told,
                coalesce(sum(u.used), 0) as used, coalesce(sum(u.extension), 0) as extension,
                (select array_agg(boot order by boot) from control.usage_boots
                    where heard_at > now() - interval '1 hour') as boots,
                (select array_agg(sequence order by boot) from control.usage_boots
                    where heard_at > now() - interval '1 hour') as sequences
            from unnest(?::text[], ?::text[], ?::text[]) as c (tenant_id, plan_id, key_id)
            left join control.usage_plans p on p.tenant_id = c.tenant_id and p.id = c.plan_id
            left join control.usage_plan_keys m on m.tenant_id = c.tenant_id and m.plan_id = c.plan_id
                and m.key_id = c.key_id
            left join control.records r on r.tenant_id = c.tenant_id and r.topic = ?
                and r.key = c.tenant_id || '/' || c.plan_id || '/' || c.key_id and not r.deleted
            left join control.usage_days u on u.tenant_id = c.tenant_id and u.plan_id = c.plan_id
                and u.key_id = c.key_id
                and u.day >= case p.settings -> 'quota' ->> 'period'
                    when 'DAY' then ?::date when 'WEEK' then ?::date else ?::date end
            group by c.tenant_id, c.plan_id, c.key_id, period, told
            """;

    /** What changed meanwhile stays. */
    private static final String DONE = """
            delete from control.quota_changes
            where tenant_id = ? and plan_id = ? and key_id = ? and changes = ?
            """;

    private static final String UNTOLD = """
            insert into control.quota_changes (tenant_id, plan_id, key_id)
            select distinct u.tenant_id, u.plan_id, u.key_id
            from control.usage_days u
            join control.usage_plan_keys m using (tenant_id, plan_id, key_id)
            join control.usage_plans p on p.tenant_id = u.tenant_id and p.id = u.plan_id
            where p.settings ->> 'quota' is not null and u.day >= ? and not exists (
                select 1 from control.records r where r.tenant_id = u.tenant_id and r.topic = ?
                    and r.key = u.tenant_id || '/' || u.plan_id || '/' || u.key_id and not r.deleted)
            on conflict do nothing
            """;

    /** A record that is older than every period tells of one that is over. */
    private static final String ENDED = """
            insert into control.quota_changes (tenant_id, plan_id, key_id)
            select r.tenant_id, split_part(r.key, '/', 2), split_part(r.key, '/', 3)
            from control.records r
            where r.topic = ? and not r.deleted and (r.published_at < now() - interval '32 days' or not exists (
                select 1 from control.usage_plan_keys m
                join control.usage_plans p on p.tenant_id = m.tenant_id and p.id = m.plan_id
                where m.tenant_id = r.tenant_id and m.plan_id = split_part(r.key, '/', 2)
                    and m.key_id = split_part(r.key, '/', 3) and p.settings ->> 'quota' is not null))
            on conflict do nothing
            """;

    /** In the order of whoever counts, so that neither waits for the other in a circle. */
    private static final Comparator<Change> ORDER =
            Comparator.comparing(Change::tenant).thenComparing(Change::plan).thenComparing(Change::key);

    private final Connection connection;
    private final String topic;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    QuotaTable(Connection connection, String topic) {
        this.connection = connection;
        this.topic = topic;
    }

    /**
     * That the nodes have to hear of a key in a plan.
     *
     * @param changes how often it changed
     */
    record Change(String tenant, String plan, String key, long changes) {}

    /**
     * What a key used of a plan.
     *
     * @param period of the plan's quota; null when there is no such quota, or the key is not in the plan
     * @param firstDay the period's first day
     * @param told whether the nodes know of a total
     * @param counted the last report of each run of a node that it holds
     */
    record Total(
            String tenant,
            String plan,
            String key,
            @Nullable QuotaPeriod period,
            LocalDate firstDay,
            boolean told,
            long used,
            long extension,
            Map<String, Long> counted) {
        /** Whether the nodes lack it; of what was not used they need not know. */
        boolean isNews() {
            return told || isUsed();
        }

        private boolean isUsed() {
            return period != null && (used != 0 || extension != 0);
        }

        /** The record that tells it. */
        QuotaRecord record(long revision) {
            if (period == null || !isUsed()) {
                return QuotaRecord.ended(tenant, revision, plan, key);
            }
            return new QuotaRecord(
                    QuotaRecord.FORMAT_VERSION,
                    tenant,
                    revision,
                    plan,
                    key,
                    period.name(),
                    firstDay.toEpochDay(),
                    used,
                    extension,
                    counted,
                    false);
        }
    }

    /** The oldest changes, so many at most. */
    List<Change> changes(int most) throws SQLException {
        try (var statement = connection.prepareStatement(CHANGES)) {
            statement.setInt(1, most);
            return read(
                    statement, row -> new Change(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
        }
    }

    /** What the keys that changed used in the present periods. */
    List<Total> totals(List<Change> changes) throws SQLException {
        try (var statement = connection.prepareStatement(TOTALS)) {
            statement.setArray(1, texts(changes, Change::tenant));
            statement.setArray(2, texts(changes, Change::plan));
            statement.setArray(3, texts(changes, Change::key));
            statement.setString(4, topic);
            statement.setObject(5, QuotaPeriod.DAY.firstDay(today));
            statement.setObject(6, QuotaPeriod.WEEK.firstDay(today));
            statement.setObject(7, QuotaPeriod.MONTH.firstDay(today));
            return read(statement, this::total);
        }
    }

    private Array texts(List<Change> changes, Function<Change, String> part) throws SQLException {
        return connection.createArrayOf("text", changes.stream().map(part).toArray());
    }

    private Total total(ResultSet row) throws SQLException {
        String named = row.getString("period");
        QuotaPeriod period = named == null ? null : QuotaPeriod.valueOf(named);
        return new Total(
                row.getString("tenant_id"),
                row.getString("plan_id"),
                row.getString("key_id"),
                period,
                period == null ? today : period.firstDay(today),
                row.getBoolean("told"),
                row.getLong("used"),
                row.getLong("extension"),
                counted(row));
    }

    private static Map<String, Long> counted(ResultSet row) throws SQLException {
        Map<String, Long> counted = new HashMap<>();
        if (row.getArray("boots") != null) {
            String[] boots = (String[]) row.getArray("boots").getArray();
            Long[] sequences = (Long[]) row.getArray("sequences").getArray();
            for (int index = 0; index < boots.length; index++) {
                counted.put(boots[index], sequences[index]);
            }
        }
        return counted;
    }

    /** The nodes will hear of these changes. */
    void done(List<Change> changes) throws SQLException {
        try (var statement = connection.prepareStatement(DONE)) {
            for (Change change : changes.stream().sorted(ORDER).toList()) {
                statement.setString(1, change.tenant());
                statement.setString(2, change.plan());
                statement.setString(3, change.key());
                statement.setLong(4, change.changes());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Notes the keys that used a plan in what may be the present period and of which the nodes know nothing. */
    boolean noteUntold() throws SQLException {
        try (var statement = connection.prepareStatement(UNTOLD)) {
            statement.setObject(1, today.minusMonths(1));
            statement.setString(2, topic);
            return statement.executeUpdate() > 0;
        }
    }

    /** Notes the keys of which the nodes know a total that there is no more. */
    boolean noteEnded() throws SQLException {
        try (var statement = connection.prepareStatement(ENDED)) {
            statement.setString(1, topic);
            return statement.executeUpdate() > 0;
        }
    }

    private static <T> List<T> read(PreparedStatement statement, Read<T> read) throws SQLException {
        List<T> found = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(read.row(rows));
            }
        }
        return found;
    }

    private interface Read<T> {
        T row(ResultSet row) throws SQLException;
    }
}
