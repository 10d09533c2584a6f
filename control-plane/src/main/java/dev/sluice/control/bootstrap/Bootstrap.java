package dev.sluice.control.bootstrap;

import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.tenants.NewKey;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Makes sure that somebody can sign in: on an empty database, after a crash, and when the file was lost. */
@Singleton
class Bootstrap {
    private static final Logger LOG = Logger.getLogger(Bootstrap.class);

    private final BootstrapSettings settings;
    private final Installation installation;
    private final FirstAccounts accounts;
    private final AgroalDataSource system;

    Bootstrap(
            BootstrapSettings settings,
            Installation installation,
            FirstAccounts accounts,
            @DataSource("system") AgroalDataSource system) {
        this.settings = settings;
        this.installation = installation;
        this.accounts = accounts;
        this.system = system;
    }

    void start(@Observes @Priority(20) StartupEvent start) throws SQLException {
        if (settings.file().isEmpty()) {
            LOG.warn("no credentials file is set: sluice.credentials.file names where the first access keys go");
            return;
        }
        var file = new CredentialsFile(settings.file().get());
        try (var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            try {
                start(connection, file);
            } catch (SQLException | IOException | RuntimeException failed) {
                // Closing would commit: the pool switches autocommit back on.
                connection.rollback();
                throw failed;
            }
        } catch (IOException unwritable) {
            throw new ConfigurationException("The credentials file " + file.path() + " cannot be written", unwritable);
        }
    }

    private void start(Connection connection, CredentialsFile file) throws SQLException, IOException {
        accounts.lock(connection);
        file.writeConfig(installation.region(), settings.endpoint());
        recover(connection, file);
        if (!accounts.exist(connection)) {
            issue(connection, file, accounts.create(connection));
        } else if (settings.renew()) {
            renew(connection, file);
        } else {
            connection.commit();
            remind(file);
        }
    }

    /** A start that ended between its commit and the move of the file is completed; any earlier end left no trace. */
    private void recover(Connection connection, CredentialsFile file) throws SQLException, IOException {
        var prepared = file.preparedKeys();
        if (!prepared.isEmpty() && accounts.knows(connection, prepared)) {
            file.publish();
        } else {
            file.discardPrepared();
        }
    }

    private void renew(Connection connection, CredentialsFile file) throws SQLException, IOException {
        TenantId first = accounts.firstTenant(connection)
                .orElseThrow(() -> new ConfigurationException("There is no tenant whose key could be renewed"));
        issue(connection, file, first);
    }

    private void issue(Connection connection, CredentialsFile file, TenantId first) throws SQLException, IOException {
        var firstKey = NewKey.random();
        var operatorKey = NewKey.random();
        accounts.issue(connection, first, firstKey);
        accounts.issue(connection, TenantId.OPERATOR, operatorKey);
        file.prepare(firstKey, operatorKey, installation.region());
        connection.commit();
        file.publish();
        LOG.infof("access keys issued tenant=%s file=%s", first, file.path());
    }

    private void remind(CredentialsFile file) {
        if (!file.exists()) {
            LOG.warnf(
                    "credentials file is missing file=%s: start once with sluice.credentials.renew=true for new keys",
                    file.path());
        }
    }
}
