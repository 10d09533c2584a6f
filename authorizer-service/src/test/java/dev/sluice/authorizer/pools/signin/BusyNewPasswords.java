package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.BusyUsers;
import jakarta.inject.Singleton;

/** New passwords at a process that has no room to hash one. */
@Singleton
public final class BusyNewPasswords {
    private final PoolDatabase database;
    private final BusyUsers users;
    private final Sessions sessions;
    private final Admission admission;

    BusyNewPasswords(PoolDatabase database, BusyUsers users, Sessions sessions, Admission admission) {
        this.database = database;
        this.users = users;
        this.sessions = sessions;
        this.admission = admission;
    }

    /** Busy for this tenant. */
    public NewPasswords of(TenantId tenant) {
        return new NewPasswords(database, users.of(tenant), sessions, admission);
    }
}
