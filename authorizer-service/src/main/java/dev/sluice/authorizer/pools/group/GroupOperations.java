package dev.sluice.authorizer.pools.group;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.PageToken;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserJson;
import dev.sluice.authorizer.pools.user.Users;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The operations on groups. Translates; decides nothing. */
@Singleton
public final class GroupOperations implements OperationSource {
    private final PoolDatabase database;
    private final Pools pools;
    private final Users users;
    private final Groups groups;

    GroupOperations(PoolDatabase database, Pools pools, Users users, Groups groups) {
        this.database = database;
        this.pools = pools;
        this.users = users;
        this.groups = groups;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Admin("CreateGroup", this::createGroup),
                new Operation.Admin("GetGroup", this::getGroup),
                new Operation.Admin("UpdateGroup", this::updateGroup),
                new Operation.Admin("DeleteGroup", this::deleteGroup),
                new Operation.Admin("ListGroups", this::listGroups),
                new Operation.Admin("ListUsersInGroup", this::listUsersInGroup),
                new Operation.Admin("AdminAddUserToGroup", this::adminAddUserToGroup),
                new Operation.Admin("AdminRemoveUserFromGroup", this::adminRemoveUserFromGroup),
                new Operation.Admin("AdminListGroupsForUser", this::adminListGroupsForUser));
    }

    private ObjectNode createGroup(AdminCall call) {
        String name = call.input().name("GroupName");
        return inPool(
                call,
                (rows, pool) -> group(
                        pool,
                        groups.create(rows, pool.id(), name, description(call), roleArn(call), precedence(call))));
    }

    private ObjectNode updateGroup(AdminCall call) {
        String name = call.input().name("GroupName");
        return inPool(
                call,
                (rows, pool) -> group(
                        pool,
                        groups.update(rows, pool.id(), name, description(call), roleArn(call), precedence(call))));
    }

    private ObjectNode getGroup(AdminCall call) {
        String name = call.input().name("GroupName");
        return inPool(call, (rows, pool) -> group(pool, groups.get(rows, pool.id(), name)));
    }

    private ObjectNode deleteGroup(AdminCall call) {
        String name = call.input().name("GroupName");
        return inPool(call, (rows, pool) -> {
            groups.delete(rows, pool.id(), name);
            return WireJson.object();
        });
    }

    private ObjectNode listGroups(AdminCall call) {
        int limit = call.input().number("Limit", 0, 60, 60);
        String after = PageToken.read(call.input().optional("NextToken", 2048));
        return inPool(call, (rows, pool) -> {
            int most = limit == 0 ? 60 : limit;
            List<Group> found = groups.list(rows, pool.id(), after, most);
            var answer = WireJson.object();
            var list = answer.putArray("Groups");
            found.forEach(group -> list.add(json(pool, group)));
            PageToken.put(answer, "NextToken", found, most, Group::name);
            return answer;
        });
    }

    private ObjectNode listUsersInGroup(AdminCall call) {
        String name = call.input().name("GroupName");
        int limit = call.input().number("Limit", 0, 60, 60);
        UUID after = PageToken.readId(call.input().optional("NextToken", 2048));
        return inPool(call, (rows, pool) -> {
            int most = limit == 0 ? 60 : limit;
            groups.get(rows, pool.id(), name);
            List<User> found = groups.members(rows, pool.id(), name, after, most);
            var answer = WireJson.object();
            var list = answer.putArray("Users");
            found.forEach(user -> list.add(UserJson.listed(user)));
            PageToken.put(answer, "NextToken", found, most, user -> user.sub().toString());
            return answer;
        });
    }

    private ObjectNode adminAddUserToGroup(AdminCall call) {
        String name = call.input().name("GroupName");
        String username = call.input().name("Username");
        return inPool(call, (rows, pool) -> {
            groups.add(rows, pool.id(), name, users.get(rows, pool, username).sub());
            return WireJson.object();
        });
    }

    private ObjectNode adminRemoveUserFromGroup(AdminCall call) {
        String name = call.input().name("GroupName");
        String username = call.input().name("Username");
        return inPool(call, (rows, pool) -> {
            groups.remove(rows, pool.id(), name, users.get(rows, pool, username).sub());
            return WireJson.object();
        });
    }

    private ObjectNode adminListGroupsForUser(AdminCall call) {
        String username = call.input().name("Username");
        return inPool(call, (rows, pool) -> {
            var answer = WireJson.object();
            var list = answer.putArray("Groups");
            groups.of(rows, pool.id(), users.get(rows, pool, username).sub())
                    .forEach(group -> list.add(json(pool, group)));
            return answer;
        });
    }

    private ObjectNode inPool(AdminCall call, BiFunction<Rows, UserPool, ObjectNode> work) {
        return database.call(call.tenant(), rows -> work.apply(rows, pools.get(rows, call.poolId())));
    }

    private static @Nullable String description(AdminCall call) {
        return call.input().optional("Description", 2048);
    }

    private static @Nullable String roleArn(AdminCall call) {
        return call.input().optional("RoleArn", 2048);
    }

    private static @Nullable Integer precedence(AdminCall call) {
        return call.input().has("Precedence") ? call.input().number("Precedence", 0, Integer.MAX_VALUE, 0) : null;
    }

    private static ObjectNode group(UserPool pool, Group group) {
        var answer = WireJson.object();
        answer.set("Group", json(pool, group));
        return answer;
    }

    private static ObjectNode json(UserPool pool, Group group) {
        var json = WireJson.object();
        json.put("GroupName", group.name());
        json.put("UserPoolId", pool.id());
        if (group.description() != null) {
            json.put("Description", group.description());
        }
        if (group.roleArn() != null) {
            json.put("RoleArn", group.roleArn());
        }
        if (group.precedence() != null) {
            json.put("Precedence", group.precedence());
        }
        json.put("CreationDate", WireJson.seconds(group.created()));
        json.put("LastModifiedDate", WireJson.seconds(group.modified()));
        return json;
    }
}
