package dev.sluice.authorizer.pools;

import dev.sluice.authorizer.pools.secret.Sealing;
import dev.sluice.contracts.keys.Envelope;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the pools get from their surroundings. */
@Singleton
final class PoolBeans {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Under the key that the installation's services share. */
    @Produces
    @Singleton
    Sealing sealing(Envelope envelope) {
        return new Sealing(envelope);
    }
}
