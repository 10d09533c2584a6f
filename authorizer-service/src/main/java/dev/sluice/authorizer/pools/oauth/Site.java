package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.pool.UserPool;

/**
 * The pool that a request of its domain is for.
 *
 * @param base what stands in front of the endpoints' paths
 * @param path the endpoint's own path
 * @param secure whether browsers reach it by https
 */
record Site(UserPool pool, String base, String path, boolean secure) {
    /** The path that cookies are for. */
    String cookiePath() {
        return base.isEmpty() ? "/" : base;
    }
}
