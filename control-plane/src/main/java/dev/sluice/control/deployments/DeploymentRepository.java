package dev.sluice.control.deployments;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of deployments of the current tenant. */
@Singleton
class DeploymentRepository implements PanacheRepositoryBase<Deployment, DeploymentKey> {
    Page<Deployment> page(RestApiId api, PageRequest request) {
        return Listing.oldestFirst("id")
                .where("apiId = :api", "api", api.value())
                .page(this, request, Deployment::position);
    }
}
