package dev.sluice.authorizer.pools.client;

import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds clients by what callers send who are no tenant's principals. Any thread; blocks. */
@Singleton
public final class ClientDirectory {
    private final PoolDatabase database;
    private final Pools pools;
    private final AppClients clients;

    ClientDirectory(PoolDatabase database, Pools pools, AppClients clients) {
        this.database = database;
        this.pools = pools;
        this.clients = clients;
    }

    /** The client of this id, if there is one. */
    public Optional<Registered> find(String clientId) {
        return database.client(clientId)
                .flatMap(place -> database.call(place.tenant(), rows -> {
                    AppClient client = clients.find(rows, place.poolId(), clientId);
                    return client == null
                            ? Optional.<Registered>empty()
                            : Optional.of(new Registered(pools.get(rows, place.poolId()), client));
                }));
    }

    /** The client of this id; refused when there is none. */
    public Registered get(String clientId) {
        return find(clientId).orElseThrow(() -> AppClients.missing(clientId));
    }

    /** The client of a tenant's pool; refused when there is none. */
    public Registered get(String tenant, String poolId, String clientId) {
        return database.call(
                tenant, rows -> new Registered(pools.get(rows, poolId), clients.get(rows, poolId, clientId)));
    }
}
