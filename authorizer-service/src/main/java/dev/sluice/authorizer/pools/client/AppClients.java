package dev.sluice.authorizer.pools.client;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.Sealing;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The app clients of pools. Any thread; blocks. */
@Singleton
public final class AppClients {
    private static final int MOST_PER_POOL = 1_000;
    private static final String SELECT =
            "select pool_id, id, name, secret, settings, created_at, modified_at from identity.user_pool_clients"
                    + " where tenant_id = :tenant and pool_id = ?";

    private final Sealing sealing;
    private final RandomTexts random;
    private final Clock clock;

    AppClients(Sealing sealing, RandomTexts random, Clock clock) {
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    /** Makes a client. */
    public AppClient create(Rows rows, UserPool pool, String name, boolean withSecret, ClientSettings wishes) {
        Integer count = rows.first(
                "select count(*) from identity.user_pool_clients where tenant_id = :tenant and pool_id = ?",
                row -> row.getInt(1),
                pool.id());
        if (count != null && count >= MOST_PER_POOL) {
            throw Refused.of("LimitExceededException", "Maximum number of clients reached.");
        }
        Instant now = clock.instant();
        String secret = withSecret ? random.clientSecret() : null;
        var client = new AppClient(pool.id(), random.clientId(), name, secret, wishes.complete(withSecret), now, now);
        check(rows, pool, client.settings());
        rows.write(
                "insert into identity.user_pool_clients (tenant_id, pool_id, id, name, secret, settings, created_at,"
                        + " modified_at) values (:tenant, ?, ?, ?, ?, ?::jsonb, ?, ?)",
                pool.id(),
                client.id(),
                name,
                secret == null ? null : sealing.seal(rows.tenant(), purpose(client.id()), secret),
                WireJson.text(client.settings()),
                now,
                now);
        return client;
    }

    /** Replaces a client's settings. */
    public void update(Rows rows, UserPool pool, AppClient client, @Nullable String name, ClientSettings wishes) {
        ClientSettings settings = wishes.complete(client.secret() != null);
        check(rows, pool, settings);
        rows.write(
                "update identity.user_pool_clients set name = coalesce(?, name), settings = ?::jsonb, modified_at = ?"
                        + " where tenant_id = :tenant and pool_id = ? and id = ?",
                name,
                WireJson.text(settings),
                clock.instant(),
                client.poolId(),
                client.id());
    }

    /** The client of a pool; refused when there is none of this id. */
    public AppClient get(Rows rows, String poolId, String id) {
        AppClient client = find(rows, poolId, id);
        if (client == null) {
            throw missing(id);
        }
        return client;
    }

    /** The client of a pool, or null. */
    public @Nullable AppClient find(Rows rows, String poolId, String id) {
        return rows.first(SELECT + " and id = ?", row -> read(rows.tenant(), row), poolId, id);
    }

    /** Clients by id, after a place in that order. */
    public List<AppClient> list(Rows rows, String poolId, @Nullable String after, int most) {
        return rows.list(
                SELECT + " and id > ? order by id limit ?",
                row -> read(rows.tenant(), row),
                poolId,
                after == null ? "" : after,
                most);
    }

    /** Deletes a client with its sign-ins. */
    public void delete(Rows rows, AppClient client) {
        rows.write(
                "delete from identity.user_pool_clients where tenant_id = :tenant and pool_id = ? and id = ?",
                client.poolId(),
                client.id());
    }

    /** What to say of a client that is not there. */
    public static Refused missing(String id) {
        return Refused.notFound("User pool client " + id + " does not exist.");
    }

    private static void check(Rows rows, UserPool pool, ClientSettings settings) {
        for (String scope : settings.scopes()) {
            switch (scope) {
                case "openid", "email", "phone", "profile", "aws.cognito.signin.user.admin" -> {}
                default -> checkOwn(rows, pool, scope);
            }
        }
        checkAttributes(pool, settings.readAttributes(), "ReadAttributes");
        checkAttributes(pool, settings.writeAttributes(), "WriteAttributes");
    }

    private static void checkOwn(Rows rows, UserPool pool, String scope) {
        int slash = scope.lastIndexOf('/');
        Integer known = slash < 1
                ? null
                : rows.first(
                        "select 1 from identity.resource_servers where tenant_id = :tenant and pool_id = ?"
                                + " and identifier = ? and exists (select 1 from jsonb_array_elements(scopes) s"
                                + " where s->>'ScopeName' = ?)",
                        row -> row.getInt(1),
                        pool.id(),
                        scope.substring(0, slash),
                        scope.substring(slash + 1));
        if (known == null) {
            throw Refused.of("ScopeDoesNotExistException", "Invalid scope requested: " + scope);
        }
    }

    private static void checkAttributes(UserPool pool, @Nullable List<String> names, String member) {
        for (String name : names == null ? List.<String>of() : names) {
            if (pool.schema().find(name) == null) {
                throw Refused.invalid("Invalid " + member + " specified while creating a client");
            }
        }
    }

    private AppClient read(String tenant, ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] secret = row.getBytes("secret");
        return new AppClient(
                row.getString("pool_id"),
                id,
                row.getString("name"),
                secret == null ? null : sealing.openText(tenant, purpose(id), secret),
                WireJson.read(row.getString("settings"), ClientSettings.class),
                Rows.time(row, "created_at"),
                Rows.time(row, "modified_at"));
    }

    private static String purpose(String clientId) {
        return "client-secret/" + clientId;
    }
}
