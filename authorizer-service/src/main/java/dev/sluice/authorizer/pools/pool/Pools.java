package dev.sluice.authorizer.pools.pool;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.key.SigningKeys;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.Sealing;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user pools of tenants. Any thread; blocks. */
@Singleton
public final class Pools {
    private static final int MOST_PER_TENANT = 1_000;
    private static final int DECOY_KEY_BYTES = 32;
    private static final String COLUMNS = "tenant_id, id, name, settings, schema_attributes, created_at, modified_at";

    private final SigningKeys keys;
    private final Sealing sealing;
    private final RandomTexts random;
    private final Addresses addresses;
    private final Clock clock;

    Pools(SigningKeys keys, Sealing sealing, RandomTexts random, Addresses addresses, Clock clock) {
        this.keys = keys;
        this.sealing = sealing;
        this.random = random;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Makes a pool with these signing keys. */
    public UserPool create(
            Rows rows, String name, PoolSettings wishes, List<SchemaAttribute> schema, SigningKeys.Fresh fresh) {
        Integer count =
                rows.first("select count(*) from identity.user_pools where tenant_id = :tenant", row -> row.getInt(1));
        if (count != null && count >= MOST_PER_TENANT) {
            throw Refused.of("LimitExceededException", "Maximum number of user pools reached.");
        }
        Instant now = clock.instant();
        var pool = new UserPool(
                rows.tenant(),
                addresses.region() + "_" + random.poolSuffix(),
                name,
                wishes.complete(),
                PoolSchema.create(schema),
                now,
                now);
        rows.write(
                "insert into identity.user_pools (tenant_id, id, name, settings, schema_attributes, decoy_key, created_at,"
                        + " modified_at) values (:tenant, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)",
                pool.id(),
                name,
                WireJson.text(pool.settings()),
                WireJson.text(pool.schema().all()),
                sealing.seal(rows.tenant(), decoyPurpose(pool.id()), random.bytes(DECOY_KEY_BYTES)),
                now,
                now);
        keys.create(rows, pool.id(), fresh);
        return pool;
    }

    /** Signing keys for a pool that is about to be made. */
    public SigningKeys.Fresh prepareKeys() {
        return keys.prepare();
    }

    /** The pool; refused when the tenant has none of this id. */
    public UserPool get(Rows rows, String id) {
        UserPool pool = find(rows, id);
        if (pool == null) {
            throw Refused.notFound("User pool " + id + " does not exist.");
        }
        return pool;
    }

    /** The pool, or null. */
    public @Nullable UserPool find(Rows rows, String id) {
        return rows.first(
                "select " + COLUMNS + " from identity.user_pools where tenant_id = :tenant and id = ?",
                Pools::read,
                id);
    }

    /** Pools by id, after a place in that order. */
    public List<UserPool> list(Rows rows, @Nullable String after, int most) {
        return rows.list(
                "select " + COLUMNS
                        + " from identity.user_pools where tenant_id = :tenant and id > ? order by id limit ?",
                Pools::read,
                after == null ? "" : after,
                most);
    }

    /** Replaces a pool's settings. */
    public void update(Rows rows, UserPool pool, @Nullable String name, PoolSettings wishes) {
        rows.write(
                "update identity.user_pools set name = coalesce(?, name), settings = ?::jsonb, modified_at = ?"
                        + " where tenant_id = :tenant and id = ?",
                name,
                WireJson.text(wishes.replacing(pool.settings()).complete()),
                clock.instant(),
                pool.id());
    }

    /** Adds attributes of the pool's own. */
    public void extend(Rows rows, UserPool pool, List<SchemaAttribute> own) {
        rows.write(
                "update identity.user_pools set schema_attributes = ?::jsonb, modified_at = ?"
                        + " where tenant_id = :tenant and id = ?",
                WireJson.text(pool.schema().with(own).all()),
                clock.instant(),
                pool.id());
    }

    /** The secret key by which the pool invents what is told of users that are not there. */
    public byte[] decoyKey(Rows rows, UserPool pool) {
        byte[] sealed = rows.first(
                "select decoy_key from identity.user_pools where tenant_id = :tenant and id = ?",
                row -> row.getBytes(1),
                pool.id());
        if (sealed == null) {
            throw new IllegalStateException("Pool " + pool.id() + " is gone");
        }
        return sealing.open(rows.tenant(), decoyPurpose(pool.id()), sealed);
    }

    private static String decoyPurpose(String poolId) {
        return "decoys/" + poolId;
    }

    /** Deletes a pool with all that is in it. */
    public void delete(Rows rows, UserPool pool) {
        if (pool.settings().isProtected()) {
            throw Refused.invalid(
                    "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.");
        }
        Integer domains = rows.first(
                "select count(*) from identity.user_pool_domains where tenant_id = :tenant and pool_id = ?",
                row -> row.getInt(1),
                pool.id());
        if (domains != null && domains > 0) {
            throw Refused.invalid(
                    "User pool cannot be deleted. It has a domain configured that should be deleted first.");
        }
        rows.write("delete from identity.user_pools where tenant_id = :tenant and id = ?", pool.id());
    }

    private static UserPool read(ResultSet row) throws SQLException {
        return new UserPool(
                row.getString("tenant_id"),
                row.getString("id"),
                row.getString("name"),
                WireJson.read(row.getString("settings"), PoolSettings.class),
                PoolSchema.of(
                        Arrays.asList(WireJson.read(row.getString("schema_attributes"), SchemaAttribute[].class))),
                Rows.time(row, "created_at"),
                Rows.time(row, "modified_at"));
    }
}
