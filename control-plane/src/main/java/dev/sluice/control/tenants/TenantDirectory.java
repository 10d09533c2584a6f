package dev.sluice.control.tenants;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.paging.Position;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;

/** The operator's view over all tenants. */
@Singleton
public class TenantDirectory {
    private static final String COLUMNS = "select id, name, status, created_at from control.tenants ";

    private final AgroalDataSource system;

    TenantDirectory(@DataSource("system") AgroalDataSource system) {
        this.system = system;
    }

    /** One tenant; refuses an unknown id. */
    public Entry require(String id) {
        TenantId tenant = Tenants.parse(id);
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(COLUMNS + "where id = ?")) {
            statement.setString(1, tenant.value());
            try (var rows = statement.executeQuery()) {
                if (rows.next()) {
                    return entry(rows);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Tenants cannot be read", failure);
        }
        throw Tenants.unknown();
    }

    /** In order of creation. */
    public Page<Entry> list(PageRequest page) {
        Position after = page.after() == null ? new Position(Instant.EPOCH, "") : page.after();
        var entries = new ArrayList<Entry>();
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(
                        COLUMNS + "where (created_at, id) > (?, ?) order by created_at, id limit ?")) {
            statement.setObject(1, after.createdAt().atOffset(ZoneOffset.UTC));
            statement.setString(2, after.id());
            statement.setInt(3, page.limit() + 1);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Tenants cannot be read", failure);
        }
        return Page.of(entries, page, entry -> new Position(entry.createdAt(), entry.id()));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("id"),
                row.getString("name"),
                row.getString("status"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** A tenant as the operator's lists show it. */
    public record Entry(String id, String name, String status, Instant createdAt) {}
}
