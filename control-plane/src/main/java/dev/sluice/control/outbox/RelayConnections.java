package dev.sluice.control.outbox;

import dev.sluice.service.database.DatabaseCredentials;
import dev.sluice.service.database.DatabaseSettings;
import jakarta.inject.Singleton;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections that belong to the relay alone: a pool would hand out its lock and subscriptions to others. */
@Singleton
class RelayConnections implements ConnectionSource {
    private final DatabaseSettings settings;
    private final DatabaseCredentials credentials;

    RelayConnections(DatabaseSettings settings, DatabaseCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    @Override
    public RelayConnection open() throws SQLException {
        var properties = new Properties();
        properties.putAll(credentials.getCredentials("system"));
        properties.setProperty("ApplicationName", "sluice-relay");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("tcpKeepAlive", "true");
        return new RelayConnection(DriverManager.getConnection(settings.url(), properties));
    }
}
