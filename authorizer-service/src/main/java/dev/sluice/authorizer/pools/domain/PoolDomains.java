package dev.sluice.authorizer.pools.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The domains of pools and the operations on them. A prefix is unique over the installation. Any thread; blocks. */
@Singleton
public final class PoolDomains implements OperationSource {
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?");

    private final PoolDatabase database;
    private final Pools pools;
    private final Clock clock;

    PoolDomains(PoolDatabase database, Pools pools, Clock clock) {
        this.database = database;
        this.pools = pools;
        this.clock = clock;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Admin("CreateUserPoolDomain", this::createUserPoolDomain),
                new Operation.Admin("DeleteUserPoolDomain", this::deleteUserPoolDomain),
                new Operation.Admin("DescribeUserPoolDomain", false, this::describeUserPoolDomain),
                new Operation.Admin("UpdateUserPoolDomain", _ -> {
                    throw Refused.notBuilt("CustomDomainConfig");
                }));
    }

    /** The pool's domain, or null. */
    public @Nullable String of(Rows rows, String poolId) {
        return rows.first(
                "select domain from identity.user_pool_domains where tenant_id = :tenant and pool_id = ?",
                row -> row.getString(1),
                poolId);
    }

    private ObjectNode createUserPoolDomain(AdminCall call) {
        if (call.input().has("CustomDomainConfig")) {
            throw Refused.notBuilt("CustomDomainConfig");
        }
        String domain = call.input().matching("Domain", 63, PREFIX);
        if (domain.contains("cognito") || domain.contains("aws") || domain.contains("amazon")) {
            throw Refused.invalid("Domain cannot contain reserved word: aws, amazon or cognito");
        }
        int written = database.call(call.tenant(), rows -> {
            pools.get(rows, call.poolId());
            return rows.write(
                    "insert into identity.user_pool_domains (tenant_id, pool_id, domain, created_at)"
                            + " values (:tenant, ?, ?, ?) on conflict do nothing",
                    call.poolId(),
                    domain,
                    clock.instant());
        });
        if (written == 0) {
            throw Refused.invalid("Domain already associated with another user pool.");
        }
        return WireJson.object();
    }

    private ObjectNode deleteUserPoolDomain(AdminCall call) {
        String domain = call.input().matching("Domain", 63, PREFIX);
        int deleted = database.call(call.tenant(), rows -> {
            pools.get(rows, call.poolId());
            return rows.write(
                    "delete from identity.user_pool_domains where tenant_id = :tenant and pool_id = ? and domain = ?",
                    call.poolId(),
                    domain);
        });
        if (deleted == 0) {
            throw Refused.notFound("No such domain or user pool exists.");
        }
        return WireJson.object();
    }

    /** A domain that is not there, or is another tenant's, is described by nothing, as the protocol has it. */
    private ObjectNode describeUserPoolDomain(AdminCall call) {
        String domain = call.input().matching("Domain", 63, PREFIX);
        var answer = WireJson.object();
        var description = answer.putObject("DomainDescription");
        String pool = database.call(call.tenant(), rows -> {
            String found = rows.first(
                    "select pool_id from identity.user_pool_domains where tenant_id = :tenant and domain = ?",
                    row -> row.getString(1),
                    domain);
            return found == null ? "" : found;
        });
        if (!pool.isEmpty()) {
            description
                    .put("UserPoolId", pool)
                    .put("AWSAccountId", call.tenant())
                    .put("Domain", domain)
                    .put("Status", "ACTIVE")
                    .put("Version", "1");
        }
        return answer;
    }
}
