package dev.sluice.authorizer.pools.secret;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.turns.Turns;
import java.time.Duration;

/** Passwords of a process that has a hash to make already, and no room for others to wait. */
public final class BusyPasswords {
    private BusyPasswords() {}

    /** Busy for this tenant. */
    public static Passwords of(TenantId tenant) {
        var turns = new Turns(1, 1, 0, Duration.ZERO);
        turns.begin(tenant);
        return new Passwords(new RandomTexts(), turns);
    }
}
