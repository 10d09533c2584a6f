package dev.sluice.service.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where PostgreSQL is and as whom to speak to it. */
@ConfigMapping(prefix = "sluice.database")
public interface DatabaseSettings {
    @WithDefault("jdbc:postgresql://localhost:15432/sluice")
    String url();

    /** How often, one second apart, the start asks for a connection before it gives up. */
    @WithDefault("60")
    int connectRetries();

    /** Owns the schema and runs the migrations; nothing else uses it. */
    OwnerRole owner();

    /** The requests' role, held to one tenant by row-level security. */
    AppRole app();

    /** The relay's and the operator's role, which sees all tenants. */
    SystemRole system();

    /** How a role signs in: a password, or the file that holds it. */
    interface Role {
        String username();

        Optional<String> password();

        Optional<Path> passwordFile();
    }

    interface OwnerRole extends Role {
        @Override
        @WithDefault("sluice_owner")
        String username();
    }

    interface AppRole extends Role {
        @Override
        @WithDefault("sluice_app")
        String username();
    }

    interface SystemRole extends Role {
        @Override
        @WithDefault("sluice_system")
        String username();
    }
}
