package dev.sluice.control.outbox;

import dev.sluice.contracts.records.Topics;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where the rows of all tenants and what was published of them differ, since an earlier version, or a start before the
 * publications, made or removed rows. For starts.
 */
@Singleton
public class RecordGaps {
    private final AgroalDataSource system;
    private final Topics topics;
    private final TenantTransaction transaction;

    RecordGaps(@DataSource("system") AgroalDataSource system, Topics topics, TenantTransaction transaction) {
        this.system = system;
        this.topics = topics;
        this.transaction = transaction;
    }

    /**
     * Closes them for a table, each in a transaction of its tenant.
     *
     * @param publish publishes the row of this id, which has no access record of its kind
     * @param end ends the access record of this id, whose row is gone
     */
    public void close(String table, String kind, Consumer<String> publish, Consumer<String> end) throws SQLException {
        each(missing(table, kind), publish);
        each(gone(table, kind), end);
    }

    private void each(Map<TenantId, List<String>> found, Consumer<String> change) {
        found.forEach((tenant, ids) -> ids.forEach(id -> transaction.run(tenant, () -> change.accept(id))));
    }

    /** The ids of a table's rows without an access record of their kind, by tenant. */
    private Map<TenantId, List<String>> missing(String table, String kind) throws SQLException {
        return find("""
            select k.tenant_id, k.id from control.%s k where not exists (
                select 1 from control.records r where r.tenant_id = k.tenant_id and r.topic = ?
                    and r.key = k.tenant_id || '/%s/' || k.id and not r.deleted)
            order by k.tenant_id, k.id
            """.formatted(table, kind));
    }

    /** The ids of access records of a kind whose rows are gone, by tenant. */
    private Map<TenantId, List<String>> gone(String table, String kind) throws SQLException {
        return find("""
            select r.tenant_id, split_part(r.key, '/', 3) from control.records r
            where r.topic = ? and not r.deleted and split_part(r.key, '/', 2) = '%2$s' and not exists (
                select 1 from control.%1$s k where k.tenant_id = r.tenant_id and k.id = split_part(r.key, '/', 3))
            order by 1, 2
            """.formatted(table, kind));
    }

    private Map<TenantId, List<String>> find(String sql) throws SQLException {
        Map<TenantId, List<String>> found = new LinkedHashMap<>();
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, topics.access());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(new TenantId(rows.getString(1)), _ -> new ArrayList<>())
                            .add(rows.getString(2));
                }
            }
        }
        return found;
    }
}
