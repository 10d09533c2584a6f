package dev.sluice.authorizer.pools.group;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The groups of pools and their members. Any thread; blocks. */
@Singleton
public final class Groups {
    private static final int MOST_PER_POOL = 10_000;
    private static final int MOST_PER_USER = 100;
    private static final String SELECT = "select g.name, g.description, g.role_arn, g.precedence, g.created_at,"
            + " g.modified_at from identity.user_groups g where g.tenant_id = :tenant and g.pool_id = ?";

    private final Clock clock;

    Groups(Clock clock) {
        this.clock = clock;
    }

    /** Makes a group. */
    public Group create(
            Rows rows,
            String poolId,
            String name,
            @Nullable String description,
            @Nullable String roleArn,
            @Nullable Integer precedence) {
        Integer count = rows.first(
                "select count(*) from identity.user_groups where tenant_id = :tenant and pool_id = ?",
                row -> row.getInt(1),
                poolId);
        if (count != null && count >= MOST_PER_POOL) {
            throw Refused.of("LimitExceededException", "Maximum number of groups reached.");
        }
        Instant now = clock.instant();
        int written = rows.write(
                "insert into identity.user_groups (tenant_id, pool_id, name, description, role_arn, precedence, created_at,"
                        + " modified_at) values (:tenant, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                poolId,
                name,
                description,
                roleArn,
                precedence,
                now,
                now);
        if (written == 0) {
            throw Refused.of("GroupExistsException", "A group with the name already exists.");
        }
        return new Group(name, description, roleArn, precedence, now, now);
    }

    /** Changes what is given of a group. */
    public Group update(
            Rows rows,
            String poolId,
            String name,
            @Nullable String description,
            @Nullable String roleArn,
            @Nullable Integer precedence) {
        rows.write(
                "update identity.user_groups set description = coalesce(?, description), role_arn = coalesce(?, role_arn),"
                        + " precedence = coalesce(?::int, precedence), modified_at = ?"
                        + " where tenant_id = :tenant and pool_id = ? and name = ?",
                description,
                roleArn,
                precedence,
                clock.instant(),
                poolId,
                name);
        return get(rows, poolId, name);
    }

    /** The group; refused when there is none of this name. */
    public Group get(Rows rows, String poolId, String name) {
        Group group = rows.first(SELECT + " and g.name = ?", Groups::read, poolId, name);
        if (group == null) {
            throw Refused.notFound("Group not found.");
        }
        return group;
    }

    /** Groups by name, after a place in that order. */
    public List<Group> list(Rows rows, String poolId, @Nullable String after, int most) {
        return rows.list(
                SELECT + " and g.name > ? order by g.name limit ?",
                Groups::read,
                poolId,
                after == null ? "" : after,
                most);
    }

    /** The groups of a user, the one that counts most first. */
    public List<Group> of(Rows rows, String poolId, UUID sub) {
        return rows.list(
                SELECT + " and exists (select 1 from identity.user_group_members m where m.tenant_id = :tenant"
                        + " and m.pool_id = g.pool_id and m.group_name = g.name and m.sub = ?)"
                        + " order by g.precedence nulls last, g.name",
                Groups::read,
                poolId,
                sub);
    }

    /** The users of a group by subject, after a place in that order. */
    public List<User> members(Rows rows, String poolId, String name, @Nullable UUID after, int most) {
        return rows.list(
                "select " + Users.COLUMNS + " from identity.users u join identity.user_group_members m"
                        + " on m.tenant_id = u.tenant_id and m.pool_id = u.pool_id and m.sub = u.sub"
                        + " where u.tenant_id = :tenant and u.pool_id = ? and m.group_name = ? and u.sub > ?"
                        + " order by u.sub limit ?",
                Users::read,
                poolId,
                name,
                after == null ? new UUID(0, 0) : after,
                most);
    }

    /** Puts a user into a group; one who is in it stays. */
    public void add(Rows rows, String poolId, String name, UUID sub) {
        get(rows, poolId, name);
        Integer count = rows.first(
                "select count(*) from identity.user_group_members where tenant_id = :tenant and pool_id = ? and sub = ?",
                row -> row.getInt(1),
                poolId,
                sub);
        if (count != null && count >= MOST_PER_USER) {
            throw Refused.of("LimitExceededException", "Maximum number of groups per user reached.");
        }
        rows.write(
                "insert into identity.user_group_members (tenant_id, pool_id, group_name, sub) values (:tenant, ?, ?, ?)"
                        + " on conflict do nothing",
                poolId,
                name,
                sub);
    }

    /** Takes a user out of a group. */
    public void remove(Rows rows, String poolId, String name, UUID sub) {
        get(rows, poolId, name);
        rows.write(
                "delete from identity.user_group_members where tenant_id = :tenant and pool_id = ? and group_name = ?"
                        + " and sub = ?",
                poolId,
                name,
                sub);
    }

    /** Deletes a group; its users stay. */
    public void delete(Rows rows, String poolId, String name) {
        get(rows, poolId, name);
        rows.write(
                "delete from identity.user_groups where tenant_id = :tenant and pool_id = ? and name = ?",
                poolId,
                name);
    }

    private static Group read(ResultSet row) throws SQLException {
        int precedence = row.getInt("precedence");
        return new Group(
                row.getString("name"),
                row.getString("description"),
                row.getString("role_arn"),
                row.wasNull() ? null : precedence,
                Rows.time(row, "created_at"),
                Rows.time(row, "modified_at"));
    }
}
