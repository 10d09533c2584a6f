package dev.sluice.authorizer.pools.user;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.secret.BusyPasswords;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.Sealing;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Users of a process that has no room to hash a password. */
@Singleton
public final class BusyUsers {
    private final Sealing sealing;
    private final RandomTexts random;
    private final Clock clock;

    BusyUsers(Sealing sealing, RandomTexts random, Clock clock) {
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    /** Busy for this tenant. */
    public Users of(TenantId tenant) {
        return new Users(BusyPasswords.of(tenant), sealing, random, clock);
    }
}
