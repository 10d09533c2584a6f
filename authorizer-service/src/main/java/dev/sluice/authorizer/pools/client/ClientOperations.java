package dev.sluice.authorizer.pools.client;

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
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The operations on app clients. Translates; decides nothing. */
@Singleton
public final class ClientOperations implements OperationSource {
    private static final Pattern NAME = Pattern.compile("[\\w\\s+=,.@-]+");

    private final PoolDatabase database;
    private final Pools pools;
    private final AppClients clients;

    ClientOperations(PoolDatabase database, Pools pools, AppClients clients) {
        this.database = database;
        this.pools = pools;
        this.clients = clients;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Admin("CreateUserPoolClient", this::createUserPoolClient),
                new Operation.Admin("DescribeUserPoolClient", this::describeUserPoolClient),
                new Operation.Admin("UpdateUserPoolClient", this::updateUserPoolClient),
                new Operation.Admin("DeleteUserPoolClient", this::deleteUserPoolClient),
                new Operation.Admin("ListUserPoolClients", this::listUserPoolClients));
    }

    private ObjectNode createUserPoolClient(AdminCall call) {
        String name = call.input().matching("ClientName", 128, NAME);
        boolean withSecret = call.input().flag("GenerateSecret");
        var wishes = call.input().as(ClientSettings.class);
        return inPool(call, (rows, pool) -> answer(clients.create(rows, pool, name, withSecret, wishes)));
    }

    private ObjectNode describeUserPoolClient(AdminCall call) {
        String id = call.input().clientId();
        return inPool(call, (rows, pool) -> answer(clients.get(rows, pool.id(), id)));
    }

    private ObjectNode updateUserPoolClient(AdminCall call) {
        String id = call.input().clientId();
        String name = call.input().has("ClientName") ? call.input().matching("ClientName", 128, NAME) : null;
        var wishes = call.input().as(ClientSettings.class);
        return inPool(call, (rows, pool) -> {
            clients.update(rows, pool, clients.get(rows, pool.id(), id), name, wishes);
            return answer(clients.get(rows, pool.id(), id));
        });
    }

    private ObjectNode deleteUserPoolClient(AdminCall call) {
        String id = call.input().clientId();
        return inPool(call, (rows, pool) -> {
            clients.delete(rows, clients.get(rows, pool.id(), id));
            return WireJson.object();
        });
    }

    private ObjectNode listUserPoolClients(AdminCall call) {
        int most = call.input().number("MaxResults", 1, 60, 60);
        String after = PageToken.read(call.input().optional("NextToken", 2048));
        return inPool(call, (rows, pool) -> {
            List<AppClient> found = clients.list(rows, pool.id(), after, most);
            var answer = WireJson.object();
            var list = answer.putArray("UserPoolClients");
            found.forEach(client -> list.addObject()
                    .put("ClientId", client.id())
                    .put("UserPoolId", client.poolId())
                    .put("ClientName", client.name()));
            PageToken.put(answer, "NextToken", found, most, AppClient::id);
            return answer;
        });
    }

    private ObjectNode inPool(AdminCall call, BiFunction<Rows, UserPool, ObjectNode> work) {
        return database.call(call.tenant(), rows -> work.apply(rows, pools.get(rows, call.poolId())));
    }

    private static ObjectNode answer(AppClient client) {
        var json = WireJson.object();
        json.put("UserPoolId", client.poolId());
        json.put("ClientName", client.name());
        json.put("ClientId", client.id());
        if (client.secret() != null) {
            json.put("ClientSecret", client.secret());
        }
        json.put("LastModifiedDate", WireJson.seconds(client.modified()));
        json.put("CreationDate", WireJson.seconds(client.created()));
        json.setAll(WireJson.tree(client.settings()));
        var answer = WireJson.object();
        answer.set("UserPoolClient", json);
        return answer;
    }
}
