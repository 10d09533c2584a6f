package dev.sluice.control.platform.data;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;

/**
 * A lock on all that the current tenant has of one kind, for rules that span rows: how many there may be, which may not
 * meet. Held until the transaction ends; other tenants and readers are not held up.
 */
@Singleton
public class TenantLock {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext(?), hashtext(?))";

    private final EntityManager entities;
    private final CurrentTenant tenant;

    TenantLock(EntityManager entities, CurrentTenant tenant) {
        this.entities = entities;
        this.tenant = tenant;
    }

    /** Waits until no other transaction of the tenant holds the lock of this kind. */
    public void take(String kind) {
        entities.unwrap(Session.class).doWork(connection -> {
            try (var statement = connection.prepareStatement(LOCK)) {
                statement.setString(1, kind);
                statement.setString(2, tenant.id().value());
                statement.execute();
            }
        });
    }
}
