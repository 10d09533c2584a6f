package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.Sealing;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the service remembers between two calls of one sign-in, under a random name that is kept as a digest: challenges,
 * authorization codes, sessions of browsers. Contents are sealed. Any thread; blocks.
 */
@Singleton
public final class Sessions {
    private static final int TOKEN_BYTES = 64;

    private final Sealing sealing;
    private final RandomTexts random;
    private final Clock clock;

    Sessions(Sealing sealing, RandomTexts random, Clock clock) {
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    /** What a session is for. */
    public enum Kind {
        NEW_PASSWORD,
        SRP,
        AUTHORIZATION_CODE,
        BROWSER
    }

    /**
     * A session that was found.
     *
     * @param sub absent where the user does not exist, which the caller may not know
     */
    public record Session(String clientId, @Nullable UUID sub, Map<String, String> content, Instant expires) {
        /** A member that is always there. */
        public String text(String member) {
            return String.valueOf(content.get(member));
        }

        @Override
        public String toString() {
            return "Session[" + clientId + "]";
        }
    }

    /** Begins a session and gives its name. */
    public String begin(Rows rows, UserPool pool, Kind kind, Session session) {
        String token = random.token(TOKEN_BYTES);
        rows.prune("identity.user_sessions", "pool_id = ? and expires_at < ?", pool.id(), clock.instant());
        byte[] digest = Digests.sha256(token);
        rows.write(
                "insert into identity.user_sessions (tenant_id, pool_id, digest, kind, client_id, sub, content, expires_at)"
                        + " values (:tenant, ?, ?, ?, ?, ?, ?, ?)",
                pool.id(),
                digest,
                kind.name(),
                session.clientId(),
                session.sub(),
                sealing.seal(rows.tenant(), purpose(digest), WireJson.text(session.content())),
                session.expires());
        return token;
    }

    /** The present time. */
    public Instant now() {
        return clock.instant();
    }

    /** A session that ends after so long. */
    public Session lasting(String clientId, @Nullable UUID sub, Map<String, String> content, Duration validity) {
        return new Session(clientId, sub, content, clock.instant().plus(validity));
    }

    /** Takes a session, which nobody can take again; null when there is none that holds. */
    public @Nullable Session take(Rows rows, UserPool pool, Kind kind, String token) {
        byte[] digest = Digests.sha256(token);
        return rows.first(
                "delete from identity.user_sessions where tenant_id = :tenant and pool_id = ? and digest = ? and kind = ?"
                        + " and expires_at > ? returning client_id, sub, content, expires_at",
                row -> read(rows.tenant(), digest, row),
                pool.id(),
                digest,
                kind.name(),
                clock.instant());
    }

    /** Looks at a session that may be used many times; null when there is none that holds. */
    public @Nullable Session find(Rows rows, UserPool pool, Kind kind, String token) {
        byte[] digest = Digests.sha256(token);
        return rows.first(
                "select client_id, sub, content, expires_at from identity.user_sessions where tenant_id = :tenant"
                        + " and pool_id = ? and digest = ? and kind = ? and expires_at > ?",
                row -> read(rows.tenant(), digest, row),
                pool.id(),
                digest,
                kind.name(),
                clock.instant());
    }

    private Session read(String tenant, byte[] digest, ResultSet row) throws SQLException {
        var content = new LinkedHashMap<String, String>();
        WireJson.strings(sealing.openText(tenant, purpose(digest), row.getBytes("content")), content);
        return new Session(
                row.getString("client_id"), row.getObject("sub", UUID.class), content, Rows.time(row, "expires_at"));
    }

    private static String purpose(byte[] digest) {
        return "session/" + HexFormat.of().formatHex(digest);
    }
}
