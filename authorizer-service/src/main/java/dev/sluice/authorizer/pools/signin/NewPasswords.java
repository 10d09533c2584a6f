package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.pool.SchemaAttribute;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserAttributes;
import dev.sluice.authorizer.pools.user.UserStatus;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The challenge NEW_PASSWORD_REQUIRED: a temporary password gives way to one of the user's own. Any thread; blocks. */
@Singleton
public final class NewPasswords {
    private final PoolDatabase database;
    private final Users users;
    private final Sessions sessions;
    private final Admission admission;

    NewPasswords(PoolDatabase database, Users users, Sessions sessions, Admission admission) {
        this.database = database;
        this.users = users;
        this.sessions = sessions;
        this.admission = admission;
    }

    /**
     * Sets the password and does what follows, in one transaction. A password that breaks the policy leaves the session
     * as it is.
     */
    public <T> T set(
            Registered at,
            @Nullable String name,
            String session,
            String password,
            Map<String, String> attributes,
            BiFunction<Rows, User, T> next) {
        UserPool pool = at.pool();
        pool.settings().passwordPolicy().check(password);
        UserAttributes.checkWritable(at.client().settings(), attributes);
        User user = database.call(
                pool.tenant(),
                rows -> owner(rows, at, sessions.find(rows, pool, Sessions.Kind.NEW_PASSWORD, session), name));
        var prepared = users.prepare(pool, user.username(), password);
        return database.call(pool.tenant(), rows -> {
            // The user before the session, as those who end its sign-ins lock them.
            User owner = Users.locked(rows, pool, user);
            if (sessions.take(rows, pool, Sessions.Kind.NEW_PASSWORD, session) == null) {
                throw broken();
            }
            admission.check(owner);
            if (owner.status() != UserStatus.FORCE_CHANGE_PASSWORD) {
                throw broken();
            }
            UserAttributes.checkChange(pool, owner, attributes);
            User changed = attributes.isEmpty() ? owner : users.change(rows, pool, owner, attributes, false);
            requireAll(pool, changed);
            users.setPassword(rows, pool, changed, prepared, UserStatus.CONFIRMED, null);
            return next.apply(rows, changed);
        });
    }

    private User owner(Rows rows, Registered at, Sessions.@Nullable Session session, @Nullable String name) {
        if (session == null
                || session.sub() == null
                || !session.clientId().equals(at.client().id())) {
            throw broken();
        }
        User user = users.find(rows, at.pool(), session.sub());
        User named = name == null ? user : users.find(rows, at.pool(), name);
        if (user == null || named == null || !named.sub().equals(user.sub())) {
            throw broken();
        }
        return user;
    }

    private static void requireAll(UserPool pool, User user) {
        for (SchemaAttribute attribute : pool.schema().all()) {
            if (attribute.isRequired()
                    && !attribute.name().equals("sub")
                    && !user.attributes().containsKey(attribute.name())) {
                throw Refused.invalid("Invalid attributes given, " + attribute.name() + " is missing");
            }
        }
    }

    static Refused broken() {
        return Refused.notAuthorized("Invalid session for the user, session is expired.");
    }
}
