package dev.sluice.authorizer.pools.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.authorizer.access.AccessTable;
import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.data.Sql;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.protocol.Refused;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Transactions of one tenant each, and the way from a name on the wire to its tenant. Throws what {@link Database}
 * throws, and refuses a call of a tenant that has its share of {@link Places}: before it asks the database, where it remembers
 * whose the name is. Any thread; blocks.
 */
@Singleton
public final class PoolDatabase {
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Database database;
    private final AccessTable access;
    /** Whose names are, as they were found last: to count calls by, and nothing else. */
    private final Cache<Name, TenantId> owners = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    PoolDatabase(Database database, AccessTable access) {
        this.database = database;
        this.access = access;
    }

    /** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
    public <T> T call(String tenant, Function<Rows, T> work) {
        return database.call(counted(tenant), work);
    }

    /** Runs the work in one transaction. */
    public void run(String tenant, Consumer<Rows> work) {
        database.run(counted(tenant), work);
    }

    private static TenantId counted(String tenant) {
        var id = new TenantId(tenant);
        Places.count(id);
        return id;
    }

    /** Where this pool is, whose users ask; refused when its tenant is suspended. */
    public Optional<Place> poolOfUsers(String poolId) {
        return pool(poolId).map(this::requireActive);
    }

    /** Where this pool is. */
    public Optional<Place> pool(String poolId) {
        return place("select tenant_id, id from identity.user_pools where id = ?", poolId);
    }

    /** Where this client is; refused when its tenant is suspended. */
    public Optional<Place> client(String clientId) {
        return place("select tenant_id, pool_id from identity.user_pool_clients where id = ?", clientId)
                .map(this::requireActive);
    }

    /** Where the pool of this domain is; refused when its tenant is suspended. */
    public Optional<Place> domain(String domain) {
        return place("select tenant_id, pool_id from identity.user_pool_domains where domain = ?", domain)
                .map(this::requireActive);
    }

    private Place requireActive(Place place) {
        return switch (access.standing(new TenantId(place.tenant()))) {
            case ACTIVE -> place;
            case SUSPENDED ->
                throw Refused.of("AccessDeniedException", "The account " + place.tenant() + " is suspended");
            case UNKNOWN -> throw Refused.unavailable();
        };
    }

    /** Every pool of the installation, for upkeep. */
    public List<Place> all() {
        return database.callForAll(connection -> Sql.query(
                connection,
                "select tenant_id, id from identity.user_pools order by id",
                row -> new Place(row.getString(1), row.getString(2))));
    }

    private Optional<Place> place(String sql, String text) {
        var name = new Name(sql, text);
        TenantId owner = owners.getIfPresent(name);
        if (owner != null) {
            Places.count(owner);
        }
        Optional<Place> found = Places.lookUp(() -> database.callForAll(
                connection -> Sql.find(connection, sql, row -> new Place(row.getString(1), row.getString(2)), text)));
        found.ifPresent(place -> owners.put(name, new TenantId(place.tenant())));
        return found;
    }

    /** A pool and its tenant. */
    public record Place(String tenant, String poolId) {}

    /** What a call names, and how it is looked up: a pool, a client and a domain may have the same name. */
    private record Name(String sql, String text) {}
}
