package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.signin.Admission;
import dev.sluice.authorizer.pools.signin.PasswordProof;
import dev.sluice.authorizer.pools.signin.Sessions;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserStatus;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Browsers that are signed in to a pool: one hour, for all its clients, under a new name at each sign-in. */
@Singleton
public final class BrowserSessions {
    private static final Duration VALIDITY = Duration.ofHours(1);

    private final PoolDatabase database;
    private final Sessions sessions;
    private final AuthorizationCodes codes;
    private final PasswordProof proof;
    private final Admission admission;

    BrowserSessions(
            PoolDatabase database,
            Sessions sessions,
            AuthorizationCodes codes,
            PasswordProof proof,
            Admission admission) {
        this.database = database;
        this.sessions = sessions;
        this.codes = codes;
        this.proof = proof;
        this.admission = admission;
    }

    /** A session that began, and the first code of it. */
    record Begun(String session, String code) {
        @Override
        public String toString() {
            return "Begun[hidden]";
        }
    }

    /** A code for the user of the browser's session, or null when it has none that holds. */
    @Nullable
    String code(Site site, HttpRequest request, Authorization asked) {
        String cookie = SiteCookie.SESSION.of(site, request);
        if (cookie == null) {
            return null;
        }
        UserPool pool = site.pool();
        return database.call(pool.tenant(), rows -> {
                    var session = sessions.find(rows, pool, Sessions.Kind.BROWSER, cookie);
                    User user = session == null || session.sub() == null ? null : Users.lock(rows, pool, session.sub());
                    // Who ends the user's sign-ins may have been first.
                    if (session == null
                            || user == null
                            || !user.enabled()
                            || sessions.find(rows, pool, Sessions.Kind.BROWSER, cookie) == null) {
                        return Optional.<String>empty();
                    }
                    Instant since = Instant.ofEpochSecond(Long.parseLong(session.text("auth_time")));
                    return Optional.of(codes.make(rows, asked, user.sub(), since));
                })
                .orElse(null);
    }

    /** A user whose password it is. */
    PasswordProof.Proved prove(Registered at, String name, String password, String address) {
        return proof.prove(at, name, password, address);
    }

    private User admitted(Rows rows, UserPool pool, PasswordProof.Proved proved) {
        User user = proof.current(rows, pool, proved);
        admission.check(user);
        return user;
    }

    /** The session for a new password, or null when the user needs none. */
    @Nullable
    String newPasswordSession(Registered at, PasswordProof.Proved proved) {
        return database.call(at.tenant(), rows -> {
                    User user = admitted(rows, at.pool(), proved);
                    return user.status() == UserStatus.FORCE_CHANGE_PASSWORD
                            ? Optional.of(admission.newPasswordSession(rows, at, user))
                            : Optional.<String>empty();
                })
                .orElse(null);
    }

    /** Begins a session. */
    Begun begin(Authorization asked, PasswordProof.Proved proved) {
        return database.call(asked.at().tenant(), rows -> {
            User user = admitted(rows, asked.at().pool(), proved);
            if (user.status() == UserStatus.FORCE_CHANGE_PASSWORD) {
                throw Refused.of("PasswordResetRequiredException", "Password reset required for the user");
            }
            return begin(rows, asked, user);
        });
    }

    /** Begins a session. */
    Begun begin(Rows rows, Authorization asked, User user) {
        Instant now = sessions.now();
        String session = sessions.begin(
                rows,
                asked.at().pool(),
                Sessions.Kind.BROWSER,
                sessions.lasting(
                        asked.at().client().id(),
                        user.sub(),
                        Map.of("auth_time", Long.toString(now.getEpochSecond())),
                        VALIDITY));
        return new Begun(session, codes.make(rows, asked, user.sub(), now));
    }

    /** Ends the browser's session; the cookie line that takes it away. */
    String end(Site site, HttpRequest request) {
        String cookie = SiteCookie.SESSION.of(site, request);
        if (cookie != null) {
            var _ = database.call(
                    site.pool().tenant(),
                    rows -> Optional.ofNullable(sessions.take(rows, site.pool(), Sessions.Kind.BROWSER, cookie)));
        }
        return SiteCookie.SESSION.line(site, "", Duration.ZERO);
    }

    /** The cookie line of a session. */
    static String cookie(Site site, String session) {
        return SiteCookie.SESSION.line(site, session, VALIDITY);
    }
}
