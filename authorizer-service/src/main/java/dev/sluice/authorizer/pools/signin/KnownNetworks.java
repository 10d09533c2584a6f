package dev.sluice.authorizer.pools.signin;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.UserPool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The networks that each user signed in from in the last 30 days, the newest 20, as digests. Any thread; blocks. */
@Singleton
final class KnownNetworks {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST_OF_A_USER = 20;

    private final Clock clock;

    KnownNetworks(Clock clock) {
        this.clock = clock;
    }

    boolean has(Rows rows, UserPool pool, byte[] name, byte[] network) {
        return rows.first(
                        "select 1 from identity.user_networks where tenant_id = :tenant and pool_id = ? and name = ?"
                                + " and network = ? and last_at >= ?",
                        row -> row.getInt(1),
                        pool.id(),
                        name,
                        network,
                        clock.instant().minus(KEPT))
                != null;
    }

    void add(Rows rows, UserPool pool, byte[] name, byte[] network) {
        Instant now = clock.instant();
        rows.prune("identity.user_networks", "pool_id = ? and last_at < ?", pool.id(), now.minus(KEPT));
        rows.write(
                "insert into identity.user_networks as n (tenant_id, pool_id, name, network, last_at)"
                        + " values (:tenant, ?, ?, ?, ?) on conflict (tenant_id, pool_id, name, network) do update"
                        + " set last_at = greatest(n.last_at, excluded.last_at)",
                pool.id(),
                name,
                network,
                now);
        rows.prune(
                "identity.user_networks",
                "pool_id = ? and name = ? and network not in (select network from identity.user_networks"
                        + " where tenant_id = :tenant and pool_id = ? and name = ? order by last_at desc limit "
                        + MOST_OF_A_USER + ")",
                pool.id(),
                name,
                pool.id(),
                name);
    }
}
