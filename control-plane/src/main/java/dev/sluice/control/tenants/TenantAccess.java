package dev.sluice.control.tenants;

import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.Revisions;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Tells the nodes whether a tenant is served, and how fast. */
@Singleton
class TenantAccess {
    private final Publications publications;
    private final Revisions revisions;

    TenantAccess(Publications publications, Revisions revisions) {
        this.publications = publications;
        this.revisions = revisions;
    }

    /** Part of the caller's transaction, under the lock of the tenant's row, so that revisions commit in order. */
    void publish(Tenant tenant) {
        publications.publish(new TenantRecord(
                TenantRecord.FORMAT_VERSION,
                tenant.id().value(),
                revisions.next(),
                tenant.status() == TenantStatus.SUSPENDED,
                throttle(tenant.limits())));
    }

    /** Null where the tenant has AWS's limits, which nodes know. */
    private static TenantRecord.@Nullable Throttle throttle(TenantLimits limits) {
        int rate = limits.of(Limit.THROTTLE_RATE);
        int burst = limits.of(Limit.THROTTLE_BURST);
        return rate == Limit.THROTTLE_RATE.standard() && burst == Limit.THROTTLE_BURST.standard()
                ? null
                : new TenantRecord.Throttle(rate, burst);
    }
}
