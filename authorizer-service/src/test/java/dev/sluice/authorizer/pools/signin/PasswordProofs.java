package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.secret.Passwords;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;

/** Makes what a process makes at its start. */
@Singleton
public final class PasswordProofs {
    private final PoolDatabase database;
    private final Users users;
    private final Attempts attempts;

    PasswordProofs(PoolDatabase database, Users users, Attempts attempts) {
        this.database = database;
        this.users = users;
        this.attempts = attempts;
    }

    /** The proof by these passwords. */
    public PasswordProof by(Passwords passwords) {
        return new PasswordProof(database, users, passwords, attempts);
    }

    /** Takes an attempt that nobody judges, which is a failure so; false when there is none left for now. */
    public boolean fails(UserPool pool, String name, String address) {
        return attempts.takePassword(pool, name, address).isPresent();
    }
}
