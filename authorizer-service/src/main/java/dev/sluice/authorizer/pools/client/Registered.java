package dev.sluice.authorizer.pools.client;

import dev.sluice.authorizer.pools.pool.UserPool;

/** A client and its pool. */
public record Registered(UserPool pool, AppClient client) {
    /** The pool's tenant. */
    public String tenant() {
        return pool.tenant();
    }
}
