package dev.sluice.authorizer.pools.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.PageToken;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** ListUsers. Any thread; blocks. */
@Singleton
public final class UserListing implements OperationSource {
    private final PoolDatabase database;
    private final Pools pools;
    private final Users users;

    UserListing(PoolDatabase database, Pools pools, Users users) {
        this.database = database;
        this.pools = pools;
        this.users = users;
    }

    @Override
    public List<Operation> operations() {
        return List.of(new Operation.Admin("ListUsers", this::listUsers));
    }

    private ObjectNode listUsers(AdminCall call) {
        int limit = call.input().number("Limit", 0, 60, 60);
        int most = limit == 0 ? 60 : limit;
        UserFilter filter = UserFilter.of(call.input().optional("Filter", 256));
        UUID after = PageToken.readId(call.input().optional("PaginationToken", 2048));
        List<String> wanted = call.input().texts("AttributesToGet");
        List<User> found = database.call(
                call.tenant(), rows -> users.list(rows, pools.get(rows, call.poolId()), filter, after, most));
        var answer = WireJson.object();
        var list = answer.putArray("Users");
        for (User user : found) {
            ObjectNode json = UserJson.listed(user);
            if (!wanted.isEmpty()) {
                var shown = new LinkedHashMap<>(user.all());
                shown.keySet().retainAll(wanted);
                UserJson.attributes(json.putArray("Attributes"), shown);
            }
            list.add(json);
        }
        PageToken.put(answer, "PaginationToken", found, most, user -> user.sub().toString());
        return answer;
    }
}
