package dev.sluice.control.roles;

import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of the current tenant. */
@Singleton
class IamRoleRepository implements PanacheRepositoryBase<IamRole, String> {
    Page<IamRole> page(PageRequest request) {
        return Listing.oldestFirst("name").page(this, request, IamRole::position);
    }
}
