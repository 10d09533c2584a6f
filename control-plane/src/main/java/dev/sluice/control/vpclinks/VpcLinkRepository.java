package dev.sluice.control.vpclinks;

import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of VPC links of the current tenant. */
@Singleton
class VpcLinkRepository implements PanacheRepositoryBase<VpcLink, String> {
    private final TenantLock lock;

    VpcLinkRepository(TenantLock lock) {
        this.lock = lock;
    }

    /** How many there are; no other transaction of the tenant counts until this one ends. */
    long countLocked() {
        lock.take("vpc_links");
        return count();
    }

    Page<VpcLink> page(PageRequest request) {
        return Listing.oldestFirst("id").page(this, request, VpcLink::position);
    }
}
