package dev.sluice.control.platform.data;

import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;

/** The tenant of the unit of work that runs on this thread. Bound by {@link TenantTransaction} alone. */
@Singleton
public class CurrentTenant {
    static final ScopedValue<TenantId> TENANT = ScopedValue.newInstance();

    /** The tenant; outside a {@link TenantTransaction} this is a bug and throws. */
    public TenantId id() {
        return TENANT.orElseThrow(
                () -> new IllegalStateException("No tenant: this code runs outside a TenantTransaction"));
    }
}
