package dev.sluice.authorizer.functions;

import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.data.Sql;
import dev.sluice.authorizer.functions.guest.GuestHost;
import dev.sluice.authorizer.functions.guest.GuestLimits;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Makes the host of the guests. Its engine takes seconds while the code is cold, so it is made before the first call, if there are functions. */
@Singleton
class Host {
    private static final Logger LOG = Logger.getLogger(Host.class);

    @Produces
    @Singleton
    GuestHost guests(FunctionSettings settings) {
        return new GuestHost(
                settings.calls(), settings.callsOfTenant(), settings.readyGuests(), GuestLimits.DEFAULT_PAGES);
    }

    void close(@Disposes GuestHost guests) {
        guests.close();
    }

    void start(@Observes StartupEvent start, GuestHost guests, Database database) {
        Thread.ofPlatform().daemon().name("sluice-guest-engine").start(() -> {
            try {
                boolean used = database.callForAll(
                        connection -> Sql.find(connection, "select 1 from identity.functions limit 1", row -> true)
                                .orElse(false));
                if (used) {
                    guests.prepare();
                }
            } catch (DatabaseRefused refused) {
                LOG.debugf("The engine is made at the first call. failure=%s", refused.getMessage());
            }
        });
    }
}
