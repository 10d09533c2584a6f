package dev.sluice.control.domains;

import dev.sluice.control.platform.data.DatabaseProblems;
import dev.sluice.control.platform.ids.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/**
 * Looks beyond the current tenant: nobody has a wildcard over a name of another tenant, nor a name below another
 * tenant's wildcard (domains-and-endpoints 3).
 */
@Singleton
class ForeignNames {
    private static final String COVERED = "select 1 from control.domain_names where not is_private and tenant_id <> ?"
            + " and substr(name, strpos(name, '.') + 1) = ? limit 1";
    private static final String COVERING =
            "select 1 from control.domain_names where not is_private and tenant_id <> ? and name = '*.' || ? limit 1";

    private final AgroalDataSource system;

    ForeignNames(@DataSource("system") AgroalDataSource system) {
        this.system = system;
    }

    /** Whether another tenant's name stands against this one; the caller holds the lock of the name's parent. */
    boolean block(TenantId tenant, HostName name) {
        return QuarkusTransaction.suspendingExisting()
                .call(() -> exists(name.isWildcard() ? COVERED : COVERING, tenant, name.parent()));
    }

    private boolean exists(String query, TenantId tenant, String parent) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, tenant.value());
            statement.setString(2, parent);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException failure) {
            throw DatabaseProblems.translate(new IllegalStateException("Domain names cannot be read", failure));
        }
    }
}
