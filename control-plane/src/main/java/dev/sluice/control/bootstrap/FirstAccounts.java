package dev.sluice.control.bootstrap;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import dev.sluice.control.platform.permissions.Role;
import dev.sluice.control.tenants.NewKey;
import dev.sluice.control.tenants.Tenants;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of the operator and the first tenant, written over a connection that sees all tenants: both accounts appear
 * in one transaction, which no unit of work for a single tenant can give.
 */
@Singleton
public class FirstAccounts {
    private final TenantKeys tenantKeys;

    FirstAccounts(TenantKeys tenantKeys) {
        this.tenantKeys = tenantKeys;
    }

    /** Makes starts wait for each other until the transaction ends. */
    void lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('sluice.bootstrap', 0))");
        }
    }

    boolean exist(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1 from control.tenants limit 1")) {
            return rows.next();
        }
    }

    /** Makes the two accounts; the first tenant's id is random. */
    TenantId create(Connection connection) throws SQLException {
        TenantId first = Tenants.randomId();
        account(connection, first, "default");
        account(connection, TenantId.OPERATOR, "operator");
        return first;
    }

    /** The tenant that an earlier start made, while it has a key of a start. */
    public Optional<TenantId> firstTenant(Connection connection) throws SQLException {
        var sql = "select id from control.tenants where id <> ? order by created_at, id limit 1";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, TenantId.OPERATOR.value());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new TenantId(rows.getString(1))) : Optional.empty();
            }
        }
    }

    /** Gives an account a key of a start, with the role owner; those of earlier starts end. */
    void issue(Connection connection, TenantId tenant, NewKey key) throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from control.access_keys where tenant_id = ? and bootstrap")) {
            statement.setString(1, tenant.value());
            statement.executeUpdate();
        }
        byte[] sealed =
                tenantKeys.seal(tenant, NewKey.PURPOSE + key.id(), key.secret().getBytes(StandardCharsets.UTF_8));
        var sql = "insert into control.access_keys (tenant_id, id, name, role, secret, bootstrap, created_at)"
                + " values (?, ?, ?, ?, ?, true, now())";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.value());
            statement.setString(2, key.id());
            statement.setString(3, Role.OWNER.label());
            statement.setString(4, Role.OWNER.label());
            statement.setBytes(5, sealed);
            statement.executeUpdate();
        }
    }

    /** Whether the database has each of these keys. */
    boolean knows(Connection connection, List<String> keys) throws SQLException {
        var sql = "select count(*) from control.access_keys where id = any (?)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) == keys.size();
            }
        }
    }

    private void account(Connection connection, TenantId tenant, String name) throws SQLException {
        var sql = "insert into control.tenants (id, name, status, created_at) values (?, ?, 'active', now())";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.value());
            statement.setString(2, name);
            statement.executeUpdate();
        }
        tenantKeys.create(connection, tenant);
    }
}
