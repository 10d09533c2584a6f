package dev.sluice.authorizer.pools.store;

import dev.sluice.authorizer.access.AccessTable;
import dev.sluice.authorizer.data.Database;

/** Makes what a process makes at its start. */
public final class PoolDatabases {
    private PoolDatabases() {}

    /** The pools of a process that knows of tenants what this table does. */
    public static PoolDatabase of(Database database, AccessTable table) {
        return new PoolDatabase(database, table);
    }
}
