package dev.sluice.service.database;

import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Hands the connection pools {@code owner}, {@code app} and {@code system} their user and password. */
@ApplicationScoped
@Named("database-credentials")
public class DatabaseCredentials implements CredentialsProvider {
    private final DatabaseSettings settings;

    DatabaseCredentials(DatabaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, String> getCredentials(String pool) {
        var role = switch (pool) {
            case "owner" -> settings.owner();
            case "app" -> settings.app();
            case "system" -> settings.system();
            default -> throw new IllegalArgumentException("No such pool: " + pool);
        };
        return Map.of(USER_PROPERTY_NAME, role.username(), PASSWORD_PROPERTY_NAME, password(role, pool));
    }

    private static String password(DatabaseSettings.Role role, String pool) {
        return role.passwordFile()
                .map(DatabaseCredentials::read)
                .or(role::password)
                .orElseThrow(() -> new ConfigurationException(
                        "Set sluice.database." + pool + ".password-file, or sluice.database." + pool + ".password"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new ConfigurationException("The password file " + file + " cannot be read", unreadable);
        }
    }
}
