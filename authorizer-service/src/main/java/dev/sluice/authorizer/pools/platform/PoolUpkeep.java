package dev.sluice.authorizer.pools.platform;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.key.SigningKeys;
import dev.sluice.authorizer.pools.message.Outbox;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import jakarta.inject.Singleton;
import java.util.List;

/** What owners do with a pool beside the protocol. Any thread; blocks. */
@Singleton
public final class PoolUpkeep {
    private final PoolDatabase database;
    private final Pools pools;
    private final SigningKeys keys;
    private final Outbox outbox;

    PoolUpkeep(PoolDatabase database, Pools pools, SigningKeys keys, Outbox outbox) {
        this.database = database;
        this.pools = pools;
        this.keys = keys;
        this.outbox = outbox;
    }

    /** Puts new signing keys in place; tokens of the old ones hold until they end. */
    void rotate(String tenant, String poolId) {
        SigningKeys.Fresh fresh = keys.prepare();
        database.run(tenant, rows -> {
            pools.get(rows, poolId);
            keys.rotate(rows, poolId, fresh);
        });
    }

    /** Messages that wait. */
    List<Outbox.Message> unsent(Rows rows, String poolId, long after, int most) {
        return outbox.unsent(rows, poolId, after, most);
    }

    /** Takes a message from those that wait. */
    void markSent(String tenant, String poolId, long id) {
        boolean marked = database.call(tenant, rows -> {
            pools.get(rows, poolId);
            return outbox.markSent(rows, poolId, id);
        });
        if (!marked) {
            throw Refused.notFound("Message " + id + " does not wait.");
        }
    }
}
