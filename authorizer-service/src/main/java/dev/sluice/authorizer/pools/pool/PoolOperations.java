package dev.sluice.authorizer.pools.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.key.SigningKeys;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.PageToken;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/** The operations on user pools. Translates; decides nothing. */
@Singleton
public final class PoolOperations implements OperationSource {
    private static final Pattern NAME = Pattern.compile("[\\w\\s+=,.@-]+");

    private final PoolDatabase database;
    private final Pools pools;
    private final Addresses addresses;

    PoolOperations(PoolDatabase database, Pools pools, Addresses addresses) {
        this.database = database;
        this.pools = pools;
        this.addresses = addresses;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Admin("CreateUserPool", false, this::createUserPool),
                new Operation.Admin("DescribeUserPool", this::describeUserPool),
                new Operation.Admin("UpdateUserPool", this::updateUserPool),
                new Operation.Admin("DeleteUserPool", this::deleteUserPool),
                new Operation.Admin("ListUserPools", false, this::listUserPools),
                new Operation.Admin("AddCustomAttributes", this::addCustomAttributes),
                new Operation.Admin("GetUserPoolMfaConfig", this::getUserPoolMfaConfig));
    }

    private ObjectNode createUserPool(AdminCall call) {
        String name = call.input().matching("PoolName", 128, NAME);
        var wishes = call.input().as(PoolSettings.class);
        var schema = call.input().list("Schema", SchemaAttribute.class);
        SigningKeys.Fresh keys = pools.prepareKeys();
        return database.call(call.tenant(), rows -> answer(rows, pools.create(rows, name, wishes, schema, keys)));
    }

    private ObjectNode describeUserPool(AdminCall call) {
        return database.call(call.tenant(), rows -> answer(rows, pools.get(rows, call.poolId())));
    }

    private ObjectNode updateUserPool(AdminCall call) {
        String name = call.input().has("PoolName") ? call.input().matching("PoolName", 128, NAME) : null;
        var wishes = call.input().as(PoolSettings.class);
        database.run(call.tenant(), rows -> pools.update(rows, pools.get(rows, call.poolId()), name, wishes));
        return WireJson.object();
    }

    private ObjectNode deleteUserPool(AdminCall call) {
        database.run(call.tenant(), rows -> pools.delete(rows, pools.get(rows, call.poolId())));
        return WireJson.object();
    }

    private ObjectNode listUserPools(AdminCall call) {
        int most = call.input().number("MaxResults", 1, 60, 60);
        String after = PageToken.read(call.input().optional("NextToken", 2048));
        List<UserPool> found = database.call(call.tenant(), rows -> pools.list(rows, after, most));
        var answer = WireJson.object();
        var list = answer.putArray("UserPools");
        for (UserPool pool : found) {
            var json = list.addObject()
                    .put("Id", pool.id())
                    .put("Name", pool.name())
                    .put("LastModifiedDate", WireJson.seconds(pool.modified()))
                    .put("CreationDate", WireJson.seconds(pool.created()));
            json.putObject("LambdaConfig");
        }
        PageToken.put(answer, "NextToken", found, most, UserPool::id);
        return answer;
    }

    private ObjectNode addCustomAttributes(AdminCall call) {
        var own = call.input().list("CustomAttributes", SchemaAttribute.class);
        database.run(call.tenant(), rows -> pools.extend(rows, pools.get(rows, call.poolId()), own));
        return WireJson.object();
    }

    /** There is no second factor, which is what is told. */
    private ObjectNode getUserPoolMfaConfig(AdminCall call) {
        UserPool pool = database.call(call.tenant(), rows -> pools.get(rows, call.poolId()));
        return WireJson.object()
                .put("MfaConfiguration", String.valueOf(pool.settings().mfaConfiguration()));
    }

    private ObjectNode answer(Rows rows, UserPool pool) {
        var json = WireJson.object();
        json.put("Id", pool.id());
        json.put("Name", pool.name());
        json.put("Arn", addresses.arn(pool.tenant(), pool.id()));
        json.put("CreationDate", WireJson.seconds(pool.created()));
        json.put("LastModifiedDate", WireJson.seconds(pool.modified()));
        json.setAll(WireJson.tree(pool.settings()));
        json.putObject("LambdaConfig");
        var schema = json.putArray("SchemaAttributes");
        pool.schema().all().forEach(attribute -> schema.add(WireJson.tree(attribute)));
        Integer users = rows.first(
                "select count(*) from identity.users where tenant_id = :tenant and pool_id = ?",
                row -> row.getInt(1),
                pool.id());
        json.put("EstimatedNumberOfUsers", users == null ? 0 : users);
        String domain = rows.first(
                "select domain from identity.user_pool_domains where tenant_id = :tenant and pool_id = ?",
                row -> row.getString(1),
                pool.id());
        if (domain != null) {
            json.put("Domain", domain);
        }
        var answer = WireJson.object();
        answer.set("UserPool", json);
        return answer;
    }
}
