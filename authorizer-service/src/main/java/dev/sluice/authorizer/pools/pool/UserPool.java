package dev.sluice.authorizer.pools.pool;

import java.time.Instant;
import java.util.Locale;

/** A user pool of a tenant. */
public record UserPool(
        String tenant,
        String id,
        String name,
        PoolSettings settings,
        PoolSchema schema,
        Instant created,
        Instant modified) {
    /** A user name or alias as it is looked up: without its case, unless the pool minds it. */
    public String fold(String name) {
        return settings.isCaseSensitive() ? name : name.toLowerCase(Locale.ROOT);
    }

    /** The part of the id behind the region, which takes part in SRP. */
    public String shortName() {
        return id.substring(id.indexOf('_') + 1);
    }
}
