package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Passwords;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a caller knows a user's password, within the limits on attempts. A user that is not there takes as long to
 * refuse as one that is, with the same words where the client hides its users. Any thread; blocks.
 */
@Singleton
public final class PasswordProof {
    private final PoolDatabase database;
    private final Users users;
    private final Passwords passwords;
    private final Attempts attempts;

    PasswordProof(PoolDatabase database, Users users, Passwords passwords, Attempts attempts) {
        this.database = database;
        this.users = users;
        this.passwords = passwords;
        this.attempts = attempts;
    }

    /**
     * Proves that it is the user's password. Time passes after that: {@link #current} tells what the user is by then.
     *
     * @param address of the caller; null when a tenant's own server calls, behind which all its users are
     */
    public Proved prove(Registered at, String name, String password, @Nullable String address) {
        UserPool pool = at.pool();
        Kept kept = database.call(pool.tenant(), rows -> {
            User user = users.find(rows, pool, name);
            return new Kept(user, user == null ? null : users.passwordHash(rows, pool, user.sub()));
        });
        String counted = counted(pool, kept.user, name);
        Attempts.Taken attempt = attempts.takePassword(pool, counted, address).orElseThrow(PasswordProof::exceeded);
        if (!matches(pool, attempt, password, kept.hash) || kept.user == null) {
            throw wrong(at, kept.user);
        }
        database.run(pool.tenant(), rows -> attempts.succeeded(rows, pool, attempt));
        return new Proved(kept.user, String.valueOf(kept.hash));
    }

    private boolean matches(UserPool pool, Attempts.Taken attempt, String password, @Nullable String hash) {
        try {
            return passwords.matches(new TenantId(pool.tenant()), password, hash);
        } catch (Refused turnedAway) {
            // Nobody looked at the password, so it was not a wrong one.
            database.run(pool.tenant(), rows -> attempts.giveBack(rows, pool, attempt));
            throw turnedAway;
        }
    }

    /** The user as it is now, whom nobody changes until this transaction ends; refused when the password is another by now. */
    public User current(Rows rows, UserPool pool, Proved proved) {
        User user = Users.locked(rows, pool, proved.user);
        if (!proved.hash.equals(users.passwordHash(rows, pool, user.sub()))) {
            throw Refused.notAuthorized("Incorrect username or password.");
        }
        return user;
    }

    /**
     * A user who proved a password, as it was then.
     *
     * @param hash of the password
     */
    public record Proved(User user, String hash) {
        @Override
        public String toString() {
            return "Proved[hidden]";
        }
    }

    /** What attempts count for: the user under all its names, or a name that is nobody's. */
    static String counted(UserPool pool, @Nullable User user, String name) {
        return user == null ? "name/" + pool.fold(name) : "sub/" + user.sub();
    }

    /** What is said when there are no attempts left for now. */
    static Refused exceeded() {
        return Refused.notAuthorized("Password attempts exceeded");
    }

    /** What is said of a wrong password, or of a user that is not there. */
    static Refused wrong(Registered at, @Nullable User user) {
        return user == null && !at.client().settings().hidesUsers()
                ? Refused.userNotFound()
                : Refused.notAuthorized("Incorrect username or password.");
    }

    private record Kept(@Nullable User user, @Nullable String hash) {
        @Override
        public String toString() {
            return "Kept[hidden]";
        }
    }
}
