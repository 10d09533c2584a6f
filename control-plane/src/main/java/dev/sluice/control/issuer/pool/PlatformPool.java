package dev.sluice.control.issuer.pool;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The row of the platform's user pool; its client's secret is sealed with the operator's data key. Blocks. */
@Singleton
public class PlatformPool {
    private static final String PURPOSE = "sign-in-client/";

    private final AgroalDataSource system;
    private final TenantKeys keys;

    PlatformPool(@DataSource("system") AgroalDataSource system, TenantKeys keys) {
        this.system = system;
        this.keys = keys;
    }

    /** The pool; empty until it is made. */
    public Optional<PoolRegistration> registration() {
        var sql = "select pool_id, client_id, console, first_user_made from control.platform_pools where tenant_id = ?";
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, TenantId.OPERATOR.value());
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new PoolRegistration(
                                rows.getString(1), rows.getString(2), rows.getString(3), rows.getBoolean(4)))
                        : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The platform's user pool cannot be read", failure);
        }
    }

    /** The secret of the console's client. */
    public String secret(PoolRegistration pool) {
        var sql = "select client_secret from control.platform_pools where tenant_id = ? and client_id = ?";
        byte[] sealed;
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, TenantId.OPERATOR.value());
            statement.setString(2, pool.clientId());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("The platform's user pool was made anew meanwhile");
                }
                sealed = rows.getBytes(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The platform's user pool cannot be read", failure);
        }
        return new String(keys.open(TenantId.OPERATOR, PURPOSE + pool.clientId(), sealed), StandardCharsets.UTF_8);
    }

    /** Notes pool and client as they are now; whether a first user was made stays as it is while the pool is the same. */
    void save(String poolId, String clientId, String secret, String console) {
        byte[] sealed = keys.seal(TenantId.OPERATOR, PURPOSE + clientId, secret.getBytes(StandardCharsets.UTF_8));
        var sql = "insert into control.platform_pools as p (tenant_id, pool_id, client_id, client_secret, console)"
                + " values (?, ?, ?, ?, ?) on conflict (tenant_id) do update set pool_id = excluded.pool_id,"
                + " client_id = excluded.client_id, client_secret = excluded.client_secret, console = excluded.console,"
                + " first_user_made = p.first_user_made and p.pool_id = excluded.pool_id";
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, TenantId.OPERATOR.value());
            statement.setString(2, poolId);
            statement.setString(3, clientId);
            statement.setBytes(4, sealed);
            statement.setString(5, console);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("The platform's user pool cannot be written", failure);
        }
    }

    /** Notes that somebody can sign in, as part of the transaction on this connection. */
    public void firstUserIsMade(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update control.platform_pools set first_user_made = true where tenant_id = ?")) {
            statement.setString(1, TenantId.OPERATOR.value());
            statement.executeUpdate();
        }
    }
}
