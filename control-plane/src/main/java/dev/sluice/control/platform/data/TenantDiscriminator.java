package dev.sluice.control.platform.data;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.inject.Singleton;

/** Gives Hibernate the value of every entity's {@code @TenantId}, so that each query carries the tenant. */
@Singleton
@PersistenceUnitExtension
class TenantDiscriminator implements TenantResolver {
    private final CurrentTenant tenant;

    TenantDiscriminator(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    @Override
    public String getDefaultTenantId() {
        throw new IllegalStateException("There is no default tenant");
    }

    @Override
    public String resolveTenantId() {
        return tenant.id().value();
    }
}
