package dev.sluice.authorizer.data;

import io.agroal.api.AgroalDataSource;

/** A database whose row-level security holds nobody back, so that a test sees what statements hold to by themselves. */
public final class UnlockedDatabase {
    private UnlockedDatabase() {}

    /** Over connections of the role that sees all tenants. */
    public static Database of(AgroalDataSource system) {
        return new Database(system, system);
    }
}
