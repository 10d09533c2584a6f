package dev.sluice.control.tenants;

import dev.sluice.control.platform.data.CurrentTenant;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

/** The limits of the tenant whose unit of work runs. */
@Singleton
public class CurrentLimits {
    private final CurrentTenant tenant;
    private final EntityManager entities;

    CurrentLimits(CurrentTenant tenant, EntityManager entities) {
        this.tenant = tenant;
        this.entities = entities;
    }

    /** As the operator set them last; AWS's defaults otherwise. */
    public TenantLimits get() {
        Tenant row = entities.find(Tenant.class, tenant.id().value());
        return row == null ? TenantLimits.DEFAULT : row.limits();
    }
}
