package dev.sluice.control.vpclinks;

import dev.sluice.control.platform.data.TenantLock;
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
        var after = request.after();
        var rows = after == null
                ? find("order by createdAt, id")
                : find("(createdAt, id) > (?1, ?2) order by createdAt, id", after.createdAt(), after.id());
        return Page.of(rows.range(0, request.limit()).list(), request, VpcLink::position);
    }
}
