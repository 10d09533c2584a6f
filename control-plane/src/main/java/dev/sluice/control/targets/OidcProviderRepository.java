package dev.sluice.control.targets;

import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of the current tenant. */
@Singleton
class OidcProviderRepository implements PanacheRepositoryBase<OidcProvider, String> {
    Page<OidcProvider> page(PageRequest request) {
        return Listing.oldestFirst("providerArn").page(this, request, OidcProvider::position);
    }
}
