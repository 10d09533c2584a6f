package dev.sluice.service.database;

import static io.quarkus.credentials.CredentialsProvider.PASSWORD_PROPERTY_NAME;
import static io.quarkus.credentials.CredentialsProvider.USER_PROPERTY_NAME;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.util.PasswordUtil;

/**
 * Makes the roles that the migrations grant to, before the migrations run. An existing role is left as it is: a new password is set in the database first, then in the settings.
 */
@Singleton
@FlywayDataSource("owner")
class DatabaseRoles implements FlywayConfigurationCustomizer {
    private final DatabaseCredentials credentials;

    DatabaseRoles(DatabaseCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        var app = credentials.getCredentials("app");
        var system = credentials.getCredentials("system");
        flyway.placeholders(Map.of("app_role", name(app), "system_role", name(system)));
        flyway.callbacks(new BeforeMigrate(app, system));
    }

    private static String name(Map<String, String> role) {
        return role.getOrDefault(USER_PROPERTY_NAME, "");
    }

    private static final class BeforeMigrate extends BaseCallback {
        private static final int SALT_BYTES = 16;

        private final Map<String, String> app;
        private final Map<String, String> system;

        BeforeMigrate(Map<String, String> app, Map<String, String> system) {
            this.app = app;
            this.system = system;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            try {
                lock(context.getConnection());
                createIfMissing(context.getConnection(), app);
                createIfMissing(context.getConnection(), system);
                unlock(context.getConnection());
            } catch (SQLException failure) {
                throw new ConfigurationException(
                        "The database roles cannot be prepared: " + failure.getMessage(), failure);
            }
        }

        /** Another service makes the same roles, perhaps now. The end of the connection unlocks too. */
        private static void lock(Connection connection) throws SQLException {
            execute(connection, "select pg_advisory_lock(hashtextextended('sluice.roles', 0))");
        }

        private static void unlock(Connection connection) throws SQLException {
            execute(connection, "select pg_advisory_unlock(hashtextextended('sluice.roles', 0))");
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private static void createIfMissing(Connection connection, Map<String, String> role) throws SQLException {
            if (exists(connection, name(role))) {
                return;
            }
            try (var statement = connection.createStatement()) {
                statement.execute("create role " + statement.enquoteIdentifier(name(role), true)
                        + " login nosuperuser nobypassrls nocreatedb nocreaterole");
            }
            try (var statement = connection.createStatement()) {
                statement.execute("alter role " + statement.enquoteIdentifier(name(role), true) + " password "
                        + statement.enquoteLiteral(hashed(connection, role.getOrDefault(PASSWORD_PROPERTY_NAME, ""))));
            }
        }

        /** Hashed here, so that the password reaches neither the server nor its log; as often as the server wishes. */
        private static String hashed(Connection connection, String password) throws SQLException {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select current_setting('scram_iterations')::int")) {
                rows.next();
                var salt = new byte[SALT_BYTES];
                new SecureRandom().nextBytes(salt);
                return PasswordUtil.encodeScramSha256(password.toCharArray(), rows.getInt(1), salt);
            }
        }

        private static boolean exists(Connection connection, String role) throws SQLException {
            try (var statement = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
                statement.setString(1, role);
                try (var rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        }
    }
}
