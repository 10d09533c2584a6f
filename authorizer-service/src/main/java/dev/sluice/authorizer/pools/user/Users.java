package dev.sluice.authorizer.pools.user;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.secret.Passwords;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.secret.Sealing;
import dev.sluice.authorizer.pools.secret.SrpGroup;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The users of pools. Any thread; blocks. */
@Singleton
public final class Users {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int SRP_SALT_BYTES = 16;
    private static final String SELECT =
            "select sub, username, status, enabled, attributes, temporary_until, created_at, modified_at"
                    + " from identity.users u where tenant_id = :tenant and pool_id = ?";

    private final Passwords passwords;
    private final Sealing sealing;
    private final RandomTexts random;
    private final Clock clock;

    Users(Passwords passwords, Sealing sealing, RandomTexts random, Clock clock) {
        this.passwords = passwords;
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    /** What a password leaves: made before the transaction, since it takes long. */
    public record Prepared(String hash, String salt, BigInteger verifier) {
        @Override
        public String toString() {
            return "Prepared[hidden]";
        }
    }

    /** Hashes a password for a user of this name. */
    public Prepared prepare(UserPool pool, String username, String password) {
        byte[] salt = random.bytes(SRP_SALT_BYTES);
        String hex = HexFormat.of().formatHex(salt);
        return new Prepared(
                passwords.hash(new TenantId(pool.tenant()), password),
                hex,
                SrpGroup.verifier(pool.shortName(), username, password, hex));
    }

    /** Makes a user without a password; refused when the name or an alias is taken. */
    public User create(Rows rows, UserPool pool, User user, String taken) {
        int written = rows.write(
                "insert into identity.users (tenant_id, pool_id, sub, username, username_key, status, enabled, attributes,"
                        + " temporary_until, created_at, modified_at)"
                        + " values (:tenant, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?) on conflict do nothing",
                pool.id(),
                user.sub(),
                user.username(),
                pool.fold(user.username()),
                user.status().name(),
                user.enabled(),
                WireJson.text(user.attributes()),
                user.temporaryUntil(),
                user.created(),
                user.modified());
        if (written == 0 || Aliases.isTaken(rows, pool, user.username())) {
            throw Refused.of("UsernameExistsException", taken);
        }
        try {
            Aliases.replace(rows, pool, user.sub(), user.attributes());
        } catch (Refused alias) {
            throw pool.settings().hasUsernameAttributes() ? Refused.of("UsernameExistsException", alias.text()) : alias;
        }
        return user;
    }

    /** The user as it is now, which nobody changes until this transaction ends; refused when it is there no more. */
    public static User locked(Rows rows, UserPool pool, User known) {
        User user = lock(rows, pool, known.sub());
        if (user == null) {
            throw Refused.userNotFound();
        }
        return user;
    }

    /** The user of this subject, which nobody changes until this transaction ends, or null. */
    public static @Nullable User lock(Rows rows, UserPool pool, UUID sub) {
        return rows.first(SELECT + " and sub = ? for update", Users::read, pool.id(), sub);
    }

    /** Takes the aliases that these attributes make from whoever has them. */
    public void releaseAliases(Rows rows, UserPool pool, Map<String, String> attributes) {
        Aliases.release(rows, pool, attributes);
    }

    /** The user of this name, alias or subject, or null. */
    public @Nullable User find(Rows rows, UserPool pool, String name) {
        String folded = pool.fold(name);
        User user = rows.first(SELECT + " and username_key = ?", Users::read, pool.id(), folded);
        if (user == null) {
            user = rows.first(
                    SELECT + " and sub = (select a.sub from identity.user_aliases a where a.tenant_id = :tenant"
                            + " and a.pool_id = ? and a.alias = ? order by a.kind limit 1)",
                    Users::read,
                    pool.id(),
                    pool.id(),
                    folded);
        }
        return user == null && UUID_FORM.matcher(name).matches() ? find(rows, pool, UUID.fromString(name)) : user;
    }

    /** The user of this subject, or null. */
    public @Nullable User find(Rows rows, UserPool pool, UUID sub) {
        return rows.first(SELECT + " and sub = ?", Users::read, pool.id(), sub);
    }

    /** The user of this name; refused when there is none, which an administrator may know. */
    public User get(Rows rows, UserPool pool, String name) {
        User user = find(rows, pool, name);
        if (user == null) {
            throw Refused.userNotFound();
        }
        return user;
    }

    /** Users by subject, after a place in that order, whose rows pass a condition. */
    List<User> list(Rows rows, UserPool pool, UserFilter filter, @Nullable UUID after, int most) {
        return rows.list(
                SELECT + " and sub > ? and " + filter.condition() + " order by sub limit ?",
                Users::read,
                pool.id(),
                after == null ? new UUID(0, 0) : after,
                filter.value(),
                most);
    }

    /** How many users the pool has. */
    public int count(Rows rows, String poolId) {
        Integer count = rows.first(
                "select count(*) from identity.users where tenant_id = :tenant and pool_id = ?",
                row -> row.getInt(1),
                poolId);
        return count == null ? 0 : count;
    }

    /** The hash of the user's password, or null. */
    public @Nullable String passwordHash(Rows rows, UserPool pool, UUID sub) {
        List<String> found = rows.list(
                "select coalesce(password_hash, '') from identity.users"
                        + " where tenant_id = :tenant and pool_id = ? and sub = ?",
                row -> row.getString(1),
                pool.id(),
                sub);
        return found.isEmpty() || found.getFirst().isEmpty() ? null : found.getFirst();
    }

    /** What SRP needs of the user's password, or null. */
    public @Nullable SrpRecord srp(Rows rows, UserPool pool, UUID sub) {
        return rows.first(
                "select srp_salt, srp_verifier from identity.users where tenant_id = :tenant and pool_id = ?"
                        + " and sub = ? and srp_salt is not null",
                row -> new SrpRecord(
                        row.getString(1),
                        new BigInteger(1, sealing.open(rows.tenant(), srpPurpose(sub), row.getBytes(2)))),
                pool.id(),
                sub);
    }

    /** Gives a user a password, and the state that goes with it; what was begun with the former one ends. */
    public void setPassword(
            Rows rows, UserPool pool, User user, Prepared password, UserStatus status, @Nullable Instant until) {
        rows.write(
                "update identity.users set password_hash = ?, srp_salt = ?, srp_verifier = ?, status = ?,"
                        + " temporary_until = ?, modified_at = ? where tenant_id = :tenant and pool_id = ? and sub = ?",
                password.hash(),
                password.salt(),
                sealing.seal(
                        rows.tenant(),
                        srpPurpose(user.sub()),
                        password.verifier().toByteArray()),
                status.name(),
                until,
                clock.instant(),
                pool.id(),
                user.sub());
        rows.write(
                "delete from identity.user_sessions where tenant_id = :tenant and pool_id = ? and sub = ?",
                pool.id(),
                user.sub());
    }

    /** Changes a user's state. */
    public void setStatus(Rows rows, UserPool pool, User user, UserStatus status) {
        rows.write(
                "update identity.users set status = ?, modified_at = ?"
                        + " where tenant_id = :tenant and pool_id = ? and sub = ?",
                status.name(),
                clock.instant(),
                pool.id(),
                user.sub());
    }

    /** Lets a user in or keeps one out. */
    public void setEnabled(Rows rows, UserPool pool, User user, boolean enabled) {
        rows.write(
                "update identity.users set enabled = ?, modified_at = ?"
                        + " where tenant_id = :tenant and pool_id = ? and sub = ?",
                enabled,
                clock.instant(),
                pool.id(),
                user.sub());
    }

    /**
     * Writes attributes; an empty value removes one. An address that changes is no longer verified unless the change
     * says so.
     */
    public User change(Rows rows, UserPool pool, User known, Map<String, String> changes, boolean takesAliases) {
        User user = locked(rows, pool, known);
        var after = new LinkedHashMap<>(user.attributes());
        changes.forEach((name, value) -> {
            boolean isNew = !value.equals(user.attributes().get(name));
            if (isNew && (name.equals("email") || name.equals("phone_number"))) {
                after.put(name + "_verified", "false");
            }
        });
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                after.remove(name);
            } else {
                after.put(name, value);
            }
        });
        if (takesAliases) {
            Aliases.release(rows, pool, after);
        }
        endCodes(rows, pool, user, changes);
        rows.write(
                "update identity.users set attributes = ?::jsonb, modified_at = ?"
                        + " where tenant_id = :tenant and pool_id = ? and sub = ?",
                WireJson.text(after),
                clock.instant(),
                pool.id(),
                user.sub());
        Aliases.replace(rows, pool, user.sub(), after);
        return new User(
                user.sub(),
                user.username(),
                user.status(),
                user.enabled(),
                after,
                user.temporaryUntil(),
                user.created(),
                clock.instant());
    }

    /** A code that went to an address says nothing about the one that follows it. */
    private static void endCodes(Rows rows, UserPool pool, User user, Map<String, String> changes) {
        boolean moves = Stream.of("email", "phone_number")
                .anyMatch(name -> changes.containsKey(name)
                        && !Objects.equals(changes.get(name), user.attributes().get(name)));
        if (moves) {
            rows.write(
                    "delete from identity.user_codes where tenant_id = :tenant and pool_id = ? and sub = ?",
                    pool.id(),
                    user.sub());
        }
    }

    /** Deletes a user with all that is the user's. */
    public void delete(Rows rows, UserPool pool, User user) {
        rows.write(
                "delete from identity.users where tenant_id = :tenant and pool_id = ? and sub = ?",
                pool.id(),
                user.sub());
        rows.write(
                "delete from identity.user_sessions where tenant_id = :tenant and pool_id = ? and sub = ?",
                pool.id(),
                user.sub());
    }

    private static String srpPurpose(UUID sub) {
        return "srp-verifier/" + sub;
    }

    /** The columns that {@link #read} takes, of the table {@code u}. */
    public static final String COLUMNS =
            "u.sub, u.username, u.status, u.enabled, u.attributes, u.temporary_until, u.created_at, u.modified_at";

    /** Makes a user of a row. */
    public static User read(ResultSet row) throws SQLException {
        var attributes = new LinkedHashMap<String, String>();
        WireJson.strings(row.getString("attributes"), attributes);
        return new User(
                row.getObject("sub", UUID.class),
                row.getString("username"),
                UserStatus.valueOf(row.getString("status")),
                row.getBoolean("enabled"),
                attributes,
                Rows.timeOrNull(row, "temporary_until"),
                Rows.time(row, "created_at"),
                Rows.time(row, "modified_at"));
    }
}
