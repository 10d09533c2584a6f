package dev.sluice.authorizer.pools.pool;

import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.store.PoolDatabase.Place;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds pools by what callers send who are no tenant's principals. Any thread; blocks. */
@Singleton
public final class PoolDirectory {
    private final PoolDatabase database;
    private final Pools pools;
    private final Addresses addresses;

    PoolDirectory(PoolDatabase database, Pools pools, Addresses addresses) {
        this.database = database;
        this.pools = pools;
        this.addresses = addresses;
    }

    /** The pool of this issuer. */
    public Optional<UserPool> byIssuer(String issuer) {
        String poolId = issuer.substring(issuer.lastIndexOf('/') + 1);
        return addresses.issuer(poolId).equals(issuer)
                ? database.poolOfUsers(poolId).flatMap(this::read)
                : Optional.empty();
    }

    /** The pool of this domain; refused when its tenant is suspended. */
    public Optional<UserPool> byDomain(String domain) {
        return database.domain(domain).flatMap(this::read);
    }

    private Optional<UserPool> read(Place place) {
        return database.call(place.tenant(), rows -> Optional.ofNullable(pools.find(rows, place.poolId())));
    }
}
