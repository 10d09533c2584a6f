package dev.sluice.control.usageplans;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What keys used of plans that have a quota, and what of it the nodes have to hear. Of one connection and its thread. */
final class QuotaTable {
    /** What was looked at and can wait comes again once it changes, or has waited for long. */
    private static final String CHANGES = """
            select tenant_id, plan_id, key_id, changes, calls, urgent or since < now() - ?::interval as urgent
            from control.quota_changes
            where changes <> looked or since < now() - ?::interval
            order by since limit ?
            """;

    /**
     * One statement, so that it sees one moment: the calls of exactly the reports that it names. Runs of nodes that told of
     * nothing for an hour have nothing on its way.
     */
    private static final String TOTALS = """
            select c.*,
                case when m.key_id is not null then p.settings -> 'quota' ->> 'period' end as period,
                (p.settings -> 'quota' ->> 'limit')::bigint
                    - coalesce((p.settings -> 'quota' ->> 'offset')::bigint, 0) as allowed,
                r.key is not null as told,
                coalesce(sum(u.used), 0) as used, coalesce(sum(u.extension), 0) as extension,
                (select array_agg(boot order by boot) from control.usage_boots
                    where heard_at > now() - interval '1 hour') as boots,
                (select array_agg(sequence order by boot) from control.usage_boots
                    where heard_at > now() - interval '1 hour') as sequences
            from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[])
                as c (tenant_id, plan_id, key_id, changes, calls, urgent)
            left join control.usage_plans p on p.tenant_id = c.tenant_id and p.id = c.plan_id
            left join control.usage_plan_keys m on m.tenant_id = c.tenant_id and m.plan_id = c.plan_id
                and m.key_id = c.key_id
            left join control.records r on r.tenant_id = c.tenant_id and r.topic = ?
                and r.key = c.tenant_id || '/' || c.plan_id || '/' || c.key_id and not r.deleted
            left join control.usage_days u on u.tenant_id = c.tenant_id and u.plan_id = c.plan_id
                and u.key_id = c.key_id
                and u.day >= case p.settings -> 'quota' ->> 'period'
                    when 'DAY' then ?::date when 'WEEK' then ?::date else ?::date end
            group by c.tenant_id, c.plan_id, c.key_id, c.changes, c.calls, c.urgent, period, allowed, told
            """;

    /** In the order of whoever counts, so that neither waits for the other in a circle. */
    private static final String HELD = """
            with held as (
                select q.tenant_id, q.plan_id, q.key_id, q.changes = c.changes as same, c.changes as known, c.calls
                from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                    as c (tenant_id, plan_id, key_id, changes, calls)
                join control.quota_changes q using (tenant_id, plan_id, key_id)
                order by q.tenant_id, q.plan_id, q.key_id for update of q)
            """;

    /** What changed meanwhile stays. */
    private static final String TOLD = HELD + """
            delete from control.quota_changes q using held h
            where h.same and (q.tenant_id, q.plan_id, q.key_id) = (h.tenant_id, h.plan_id, h.key_id)
            """;

    private static final String LOOKED_AT = HELD + """
            update control.quota_changes q set looked = h.known, calls = q.calls - h.calls from held h
            where (q.tenant_id, q.plan_id, q.key_id) = (h.tenant_id, h.plan_id, h.key_id)
            """;

    private static final String UNTOLD = """
            insert into control.quota_changes as known (tenant_id, plan_id, key_id)
            select distinct u.tenant_id, u.plan_id, u.key_id
            from control.usage_days u
            join control.usage_plan_keys m using (tenant_id, plan_id, key_id)
            join control.usage_plans p on p.tenant_id = u.tenant_id and p.id = u.plan_id
            where p.settings ->> 'quota' is not null and u.day >= ? and not exists (
                select 1 from control.records r where r.tenant_id = u.tenant_id and r.topic = ?
                    and r.key = u.tenant_id || '/' || u.plan_id || '/' || u.key_id and not r.deleted)
            order by 1, 2, 3
            on conflict (tenant_id, plan_id, key_id) do update set changes = known.changes + 1, urgent = true
            """;

    /** A record that is older than every period tells of one that is over. */
    private static final String ENDED = """
            insert into control.quota_changes as known (tenant_id, plan_id, key_id)
            select r.tenant_id, split_part(r.key, '/', 2), split_part(r.key, '/', 3)
            from control.records r
            where r.topic = ? and not r.deleted and (r.published_at < now() - interval '32 days' or not exists (
                select 1 from control.usage_plan_keys m
                join control.usage_plans p on p.tenant_id = m.tenant_id and p.id = m.plan_id
                where m.tenant_id = r.tenant_id and m.plan_id = split_part(r.key, '/', 2)
                    and m.key_id = split_part(r.key, '/', 3) and p.settings ->> 'quota' is not null))
            order by 1, 2, 3
            on conflict (tenant_id, plan_id, key_id) do update set changes = known.changes + 1, urgent = true
            """;

    /** What can wait is told so often, so that a node that starts without the others knows about what was used. */
    private static final String LONGEST_WAIT = "10 seconds";

    private final Connection connection;
    private final String topic;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    QuotaTable(Connection connection, String topic) {
        this.connection = connection;
        this.topic = topic;
    }

    /** The oldest changes, so many at most. */
    List<QuotaTotal.Change> changes(int most) throws SQLException {
        try (var statement = connection.prepareStatement(CHANGES)) {
            statement.setString(1, LONGEST_WAIT);
            statement.setString(2, LONGEST_WAIT);
            statement.setInt(3, most);
            return read(statement, QuotaTable::change);
        }
    }

    /** What the keys that changed used in the present periods. */
    List<QuotaTotal> totals(List<QuotaTotal.Change> changes) throws SQLException {
        try (var statement = connection.prepareStatement(TOTALS)) {
            bind(statement, changes);
            statement.setArray(6, array("boolean", changes, QuotaTotal.Change::urgent));
            statement.setString(7, topic);
            statement.setObject(8, QuotaPeriod.DAY.firstDay(today));
            statement.setObject(9, QuotaPeriod.WEEK.firstDay(today));
            statement.setObject(10, QuotaPeriod.MONTH.firstDay(today));
            return read(statement, this::total);
        }
    }

    private void bind(PreparedStatement statement, List<QuotaTotal.Change> changes) throws SQLException {
        statement.setArray(1, array("text", changes, QuotaTotal.Change::tenant));
        statement.setArray(2, array("text", changes, QuotaTotal.Change::plan));
        statement.setArray(3, array("text", changes, QuotaTotal.Change::key));
        statement.setArray(4, array("bigint", changes, QuotaTotal.Change::changes));
        statement.setArray(5, array("bigint", changes, QuotaTotal.Change::calls));
    }

    private Array array(String type, List<QuotaTotal.Change> changes, Function<QuotaTotal.Change, Object> part)
            throws SQLException {
        return connection.createArrayOf(type, changes.stream().map(part).toArray());
    }

    private static QuotaTotal.Change change(ResultSet row) throws SQLException {
        return new QuotaTotal.Change(
                row.getString("tenant_id"),
                row.getString("plan_id"),
                row.getString("key_id"),
                row.getLong("changes"),
                row.getLong("calls"),
                row.getBoolean("urgent"));
    }

    private QuotaTotal total(ResultSet row) throws SQLException {
        String named = row.getString("period");
        QuotaPeriod period = named == null ? null : QuotaPeriod.valueOf(named);
        return new QuotaTotal(
                change(row),
                period,
                row.getLong("allowed"),
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
    void told(List<QuotaTotal.Change> changes) throws SQLException {
        execute(TOLD, changes);
    }

    /** These changes can wait. */
    void lookedAt(List<QuotaTotal.Change> changes) throws SQLException {
        execute(LOOKED_AT, changes);
    }

    private void execute(String change, List<QuotaTotal.Change> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(change)) {
            bind(statement, changes);
            statement.executeUpdate();
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
