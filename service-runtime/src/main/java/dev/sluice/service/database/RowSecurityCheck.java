package dev.sluice.service.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Refuses to start when the requests' connections could look past row-level security, which keeps tenants apart. */
@Singleton
class RowSecurityCheck {
    private static final String BYPASS =
            "select current_user from pg_roles" + " where rolname = current_user and (rolsuper or rolbypassrls)";

    private final AgroalDataSource app;

    RowSecurityCheck(AgroalDataSource app) {
        this.app = app;
    }

    void check(@Observes StartupEvent start) throws SQLException {
        try (var connection = app.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(BYPASS)) {
            if (rows.next()) {
                throw new ConfigurationException("Requests would reach the database as " + rows.getString(1)
                        + ", a role that row-level security does not hold; check sluice.database.app and the URL");
            }
        }
    }
}
