package dev.sluice.control.platform.keys;

import dev.sluice.control.platform.ids.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The sealed data keys, read across tenants: a key is needed before a call's tenant is known. */
@Singleton
class DataKeyTable {
    private final AgroalDataSource system;

    DataKeyTable(@DataSource("system") AgroalDataSource system) {
        this.system = system;
    }

    static void insert(Connection connection, TenantId tenant, byte[] sealed) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into control.tenant_data_keys (tenant_id, data_key) values (?, ?)")) {
            statement.setString(1, tenant.value());
            statement.setBytes(2, sealed);
            statement.executeUpdate();
        }
    }

    byte[] find(TenantId tenant) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(
                        "select data_key from control.tenant_data_keys where tenant_id = ?")) {
            statement.setString(1, tenant.value());
            try (var rows = statement.executeQuery()) {
                if (rows.next()) {
                    return rows.getBytes(1);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The data key of tenant " + tenant + " cannot be read", failure);
        }
        throw new IllegalStateException("Tenant " + tenant + " has no data key");
    }

    /** One tenant's sealed key for each master key that sealed any. */
    List<Sealed> onePerMasterKey() {
        return read("select distinct on (substring(data_key from 1 for 8)) tenant_id, data_key"
                + " from control.tenant_data_keys");
    }

    /** All sealed keys; some 100 bytes each. */
    List<Sealed> all() {
        return read("select tenant_id, data_key from control.tenant_data_keys");
    }

    /** Replaces a sealed key, unless somebody else did since it was read. */
    void replace(Sealed former, byte[] sealed) {
        var sql = "update control.tenant_data_keys set data_key = ? where tenant_id = ? and data_key = ?";
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, sealed);
            statement.setString(2, former.tenant().value());
            statement.setBytes(3, former.dataKey());
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "The data key of tenant " + former.tenant() + " cannot be written", failure);
        }
    }

    private List<Sealed> read(String sql) {
        var keys = new ArrayList<Sealed>();
        try (var connection = system.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                keys.add(new Sealed(new TenantId(rows.getString(1)), rows.getBytes(2)));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The data keys cannot be read", failure);
        }
        return keys;
    }

    /** A tenant's data key as the database holds it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Sealed(TenantId tenant, byte[] dataKey) {}
}
