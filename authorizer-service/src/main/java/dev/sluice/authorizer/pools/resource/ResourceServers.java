package dev.sluice.authorizer.pools.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.PageToken;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The operations on resource servers. Any thread; blocks. */
@Singleton
public final class ResourceServers implements OperationSource {
    private static final Pattern IDENTIFIER = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]{1,256}");
    private static final Pattern NAME = Pattern.compile("[\\w\\s+=,.@-]+");
    private static final int MOST_SCOPES = 100;
    private static final int MOST_SERVERS = 300;
    private static final String SELECT =
            "select pool_id, identifier, name, scopes from identity.resource_servers where tenant_id = :tenant and pool_id = ?";

    private final PoolDatabase database;
    private final Pools pools;

    ResourceServers(PoolDatabase database, Pools pools) {
        this.database = database;
        this.pools = pools;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Admin("CreateResourceServer", this::createResourceServer),
                new Operation.Admin("DescribeResourceServer", this::describeResourceServer),
                new Operation.Admin("UpdateResourceServer", this::updateResourceServer),
                new Operation.Admin("DeleteResourceServer", this::deleteResourceServer),
                new Operation.Admin("ListResourceServers", this::listResourceServers));
    }

    private ObjectNode createResourceServer(AdminCall call) {
        ResourceServer server = wanted(call);
        return inPool(call, (rows, pool) -> {
            Integer count = rows.first(
                    "select count(*) from identity.resource_servers where tenant_id = :tenant and pool_id = ?",
                    row -> row.getInt(1),
                    pool.id());
            if (count != null && count >= MOST_SERVERS) {
                throw Refused.of("LimitExceededException", "Maximum number of resource servers reached.");
            }
            int written = rows.write(
                    "insert into identity.resource_servers (tenant_id, pool_id, identifier, name, scopes)"
                            + " values (:tenant, ?, ?, ?, ?::jsonb) on conflict do nothing",
                    pool.id(),
                    server.identifier(),
                    server.name(),
                    WireJson.text(server.scopes()));
            if (written == 0) {
                throw Refused.invalid(server.identifier() + " already exists in user pool " + pool.id() + ".");
            }
            return json(server);
        });
    }

    private ObjectNode describeResourceServer(AdminCall call) {
        String identifier = identifier(call);
        return inPool(call, (rows, pool) -> json(get(rows, pool, identifier)));
    }

    private ObjectNode updateResourceServer(AdminCall call) {
        ResourceServer server = wanted(call);
        return inPool(call, (rows, pool) -> {
            get(rows, pool, server.identifier());
            rows.write(
                    "update identity.resource_servers set name = ?, scopes = ?::jsonb"
                            + " where tenant_id = :tenant and pool_id = ? and identifier = ?",
                    server.name(),
                    WireJson.text(server.scopes()),
                    pool.id(),
                    server.identifier());
            return json(server);
        });
    }

    private ObjectNode deleteResourceServer(AdminCall call) {
        String identifier = identifier(call);
        return inPool(call, (rows, pool) -> {
            get(rows, pool, identifier);
            rows.write(
                    "delete from identity.resource_servers where tenant_id = :tenant and pool_id = ? and identifier = ?",
                    pool.id(),
                    identifier);
            return WireJson.object();
        });
    }

    private ObjectNode listResourceServers(AdminCall call) {
        int most = call.input().number("MaxResults", 1, 50, 50);
        String after = PageToken.read(call.input().optional("NextToken", 2048));
        return inPool(call, (rows, pool) -> {
            List<ResourceServer> found = rows.list(
                    SELECT + " and identifier > ? order by identifier limit ?",
                    ResourceServers::read,
                    pool.id(),
                    after == null ? "" : after,
                    most);
            var answer = WireJson.object();
            var list = answer.putArray("ResourceServers");
            found.forEach(server -> list.add(WireJson.tree(server)));
            PageToken.put(answer, "NextToken", found, most, ResourceServer::identifier);
            return answer;
        });
    }

    private ResourceServer wanted(AdminCall call) {
        List<ResourceServer.Scope> scopes = call.input().list("Scopes", ResourceServer.Scope.class);
        if (scopes.size() > MOST_SCOPES) {
            throw Refused.invalid("A resource server has at most " + MOST_SCOPES + " scopes");
        }
        var names = new HashSet<String>();
        for (ResourceServer.Scope scope : scopes) {
            String name = scope.scopeName();
            String description = scope.scopeDescription();
            if (name == null || !SCOPE.matcher(name).matches() || !names.add(name)) {
                throw Refused.invalid("ScopeName must be 1 to 256 characters without a slash, each name once");
            }
            if (description == null || description.isEmpty() || description.length() > 256) {
                throw Refused.invalid("ScopeDescription must be 1 to 256 characters");
            }
        }
        return new ResourceServer(call.poolId(), identifier(call), call.input().matching("Name", 256, NAME), scopes);
    }

    private static String identifier(AdminCall call) {
        return call.input().matching("Identifier", 256, IDENTIFIER);
    }

    private ObjectNode inPool(AdminCall call, BiFunction<Rows, UserPool, ObjectNode> work) {
        return database.call(call.tenant(), rows -> work.apply(rows, pools.get(rows, call.poolId())));
    }

    private static ResourceServer get(Rows rows, UserPool pool, String identifier) {
        ResourceServer server =
                rows.first(SELECT + " and identifier = ?", ResourceServers::read, pool.id(), identifier);
        if (server == null) {
            throw Refused.notFound("Resource server " + identifier + " does not exist.");
        }
        return server;
    }

    private static ObjectNode json(ResourceServer server) {
        var answer = WireJson.object();
        answer.set("ResourceServer", WireJson.tree(server));
        return answer;
    }

    private static ResourceServer read(ResultSet row) throws SQLException {
        ResourceServer.Scope[] scopes = WireJson.read(row.getString("scopes"), ResourceServer.Scope[].class);
        return new ResourceServer(
                row.getString("pool_id"), row.getString("identifier"), row.getString("name"), List.of(scopes));
    }
}
