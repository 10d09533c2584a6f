package dev.sluice.control.apis;

import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of REST APIs of the current tenant. */
@Singleton
class RestApiRepository implements PanacheRepositoryBase<RestApi, String> {
    private final TenantLock lock;

    RestApiRepository(TenantLock lock) {
        this.lock = lock;
    }

    /** How many there are; no other transaction of the tenant counts until this one ends. */
    long countLocked() {
        lock.take("rest_apis");
        return count();
    }

    Page<RestApi> page(PageRequest request) {
        return Listing.oldestFirst("id").page(this, request, RestApi::position);
    }
}
