package dev.sluice.control.metering;

import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.tenants.TenantDirectory;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Whose calls a caller asks about: its own, or, of the operator, those of the tenant that it names. */
@Singleton
public class AskedTenant {
    private final CurrentCall current;
    private final TenantDirectory tenants;

    AskedTenant(CurrentCall current, TenantDirectory tenants) {
        this.current = current;
        this.tenants = tenants;
    }

    /** Null for all tenants. */
    public @Nullable TenantId orAll(@Nullable String named) {
        Principal caller = current.get().principal();
        if (!caller.isOperator()) {
            if (named != null) {
                throw ProblemException.badRequest("Invalid tenantId specified, only the operator names a tenant");
            }
            return caller.tenant();
        }
        return named == null ? null : new TenantId(tenants.require(named).id());
    }

    /** One tenant. */
    public TenantId one(@Nullable String named) {
        TenantId tenant = orAll(named);
        if (tenant == null) {
            throw ProblemException.badRequest("Invalid tenantId specified, the operator has to name a tenant");
        }
        return tenant;
    }
}
