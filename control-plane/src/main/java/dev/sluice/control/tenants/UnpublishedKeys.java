package dev.sluice.control.tenants;

import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * At each start, after the first accounts were made: publishes the keys whose records are missing, which the start itself
 * or an earlier version made, and ends the records whose keys are gone.
 */
@Singleton
class UnpublishedKeys {
    private static final String MISSING = """
            select k.tenant_id, k.id from control.access_keys k where not exists (
                select 1 from control.records r where r.tenant_id = k.tenant_id and r.topic = ?
                    and r.key = k.tenant_id || '/%s/' || k.id and not r.deleted)
            """.formatted(CredentialRecord.KIND);

    private static final String GONE = """
            select r.tenant_id, split_part(r.key, '/', 3) from control.records r
            where r.topic = ? and not r.deleted and split_part(r.key, '/', 2) = '%s' and not exists (
                select 1 from control.access_keys k where k.id = split_part(r.key, '/', 3))
            """.formatted(CredentialRecord.KIND);

    private final AgroalDataSource system;
    private final Topics topics;
    private final TenantTransaction transaction;
    private final AccessKeys keys;

    UnpublishedKeys(
            @DataSource("system") AgroalDataSource system,
            Topics topics,
            TenantTransaction transaction,
            AccessKeys keys) {
        this.system = system;
        this.topics = topics;
        this.transaction = transaction;
        this.keys = keys;
    }

    void publish(@Observes @Priority(30) StartupEvent start) throws SQLException {
        for (KeyOfTenant missing : find(MISSING)) {
            transaction.run(missing.tenant(), () -> keys.publish(missing.id()));
        }
        for (KeyOfTenant gone : find(GONE)) {
            transaction.run(gone.tenant(), () -> keys.publishEnd(gone.id()));
        }
    }

    private List<KeyOfTenant> find(String sql) throws SQLException {
        var found = new ArrayList<KeyOfTenant>();
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, topics.access());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new KeyOfTenant(new TenantId(rows.getString(1)), rows.getString(2)));
                }
            }
        }
        return found;
    }

    private record KeyOfTenant(TenantId tenant, String id) {}
}
