package dev.sluice.authorizer.pools.token;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.client.AppClient;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins and their refresh tokens, which are random and kept as digests. A token that was replaced and comes again
 * after its grace was stolen or lost: its sign-in ends. Any thread; blocks.
 */
@Singleton
public final class SignIns {
    private static final int TOKEN_BYTES = 96;
    private static final int LONGEST = 4096;
    private static final String COLUMNS =
            "s.origin, s.client_id, s.sub, s.scopes, s.is_oauth, s.nonce, s.auth_time, s.expires_at, s.revoked_at";

    private final RandomTexts random;
    private final Clock clock;

    SignIns(RandomTexts random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /**
     * What a sign-in is granted, and when the user proved itself.
     *
     * @param origin names the sign-in; nobody else may know it beforehand
     */
    public record Grant(
            UUID origin,
            String scopes,
            boolean isOAuth,
            @Nullable String nonce,
            Instant authTime) {}

    /** A sign-in as a refresh token finds it. */
    public record Found(SignIn signIn, @Nullable Instant replaced) {}

    /** Begins a sign-in. */
    public SignIn begin(Rows rows, UserPool pool, AppClient client, User user, Grant grant) {
        Instant now = clock.instant();
        // Access tokens outlive their sign-in by a day at most.
        rows.prune("identity.sign_ins", "pool_id = ? and expires_at < ?", pool.id(), now.minus(Duration.ofDays(1)));
        var signIn = new SignIn(
                grant.origin,
                client.id(),
                user.sub(),
                grant.scopes,
                grant.isOAuth,
                grant.nonce,
                grant.authTime,
                now.plus(client.settings().refreshValidity()),
                null);
        rows.write(
                "insert into identity.sign_ins (tenant_id, pool_id, origin, client_id, sub, scopes, is_oauth, nonce,"
                        + " auth_time, expires_at) values (:tenant, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                pool.id(),
                signIn.origin(),
                signIn.clientId(),
                signIn.sub(),
                signIn.scopes(),
                signIn.isOAuth(),
                signIn.nonce(),
                signIn.authTime(),
                signIn.expires());
        return signIn;
    }

    /** A new refresh token of a sign-in. */
    public String token(Rows rows, UserPool pool, SignIn signIn) {
        String token = random.token(TOKEN_BYTES);
        rows.write(
                "insert into identity.refresh_tokens (tenant_id, pool_id, digest, origin) values (:tenant, ?, ?, ?)",
                pool.id(),
                Digests.sha256(token),
                signIn.origin());
        return token;
    }

    /** The sign-in of a refresh token, or null; its row stays locked until the transaction ends. */
    public @Nullable Found find(Rows rows, UserPool pool, String token) {
        if (token.length() > LONGEST) {
            return null;
        }
        return rows.first(
                "select " + COLUMNS + ", t.replaced_at from identity.refresh_tokens t join identity.sign_ins s"
                        + " on s.tenant_id = t.tenant_id and s.pool_id = t.pool_id and s.origin = t.origin"
                        + " where t.tenant_id = :tenant and t.pool_id = ? and t.digest = ? for update of t",
                row -> new Found(read(row), Rows.timeOrNull(row, "replaced_at")),
                pool.id(),
                Digests.sha256(token));
    }

    /** Puts a new refresh token in place of one. */
    public String replace(Rows rows, UserPool pool, SignIn signIn, String token) {
        rows.write(
                "update identity.refresh_tokens set replaced_at = coalesce(replaced_at, ?)"
                        + " where tenant_id = :tenant and pool_id = ? and digest = ?",
                clock.instant(),
                pool.id(),
                Digests.sha256(token));
        return token(rows, pool, signIn);
    }

    /** The sign-in of this origin, or null. */
    public @Nullable SignIn find(Rows rows, UserPool pool, UUID origin) {
        return rows.first(
                "select " + COLUMNS
                        + " from identity.sign_ins s where tenant_id = :tenant and pool_id = ? and origin = ?",
                SignIns::read,
                pool.id(),
                origin);
    }

    /** Ends a sign-in. */
    public void revoke(Rows rows, UserPool pool, UUID origin) {
        rows.write(
                "update identity.sign_ins set revoked_at = coalesce(revoked_at, ?)"
                        + " where tenant_id = :tenant and pool_id = ? and origin = ?",
                clock.instant(),
                pool.id(),
                origin);
    }

    /** Ends every sign-in of a user, and the sessions of browsers and challenges with them; one that begins now waits for it. */
    public void revokeAll(Rows rows, UserPool pool, User user) {
        Users.locked(rows, pool, user);
        rows.write(
                "update identity.sign_ins set revoked_at = coalesce(revoked_at, ?)"
                        + " where tenant_id = :tenant and pool_id = ? and sub = ?",
                clock.instant(),
                pool.id(),
                user.sub());
        rows.write(
                "delete from identity.user_sessions where tenant_id = :tenant and pool_id = ? and sub = ?",
                pool.id(),
                user.sub());
    }

    /** Refuses a refresh token that does not hold. The caller ends its sign-in when it was used again. */
    public void check(AppClient client, @Nullable Found found) {
        if (found == null || !found.signIn.clientId().equals(client.id())) {
            throw Refused.notAuthorized("Invalid Refresh Token");
        }
        if (found.signIn.revoked() != null) {
            throw Refused.notAuthorized("Refresh Token has been revoked");
        }
        if (!found.signIn.expires().isAfter(clock.instant())) {
            throw Refused.notAuthorized("Refresh Token has expired");
        }
    }

    /** Whether a token comes again that was replaced, and its grace is over. */
    public boolean isReused(AppClient client, Found found) {
        return found.replaced != null
                && !found.replaced.plus(client.settings().rotationGrace()).isAfter(clock.instant());
    }

    private static SignIn read(ResultSet row) throws SQLException {
        String scopes = row.getString("scopes");
        Boolean isOAuth = row.getObject("is_oauth", Boolean.class);
        return new SignIn(
                row.getObject("origin", UUID.class),
                row.getString("client_id"),
                row.getObject("sub", UUID.class),
                scopes,
                isOAuth == null ? !scopes.equals(SignIn.SELF) : isOAuth,
                row.getString("nonce"),
                Rows.time(row, "auth_time"),
                Rows.time(row, "expires_at"),
                Rows.timeOrNull(row, "revoked_at"));
    }
}
