package dev.sluice.control.deployments;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of deployments of the current tenant. */
@Singleton
class DeploymentRepository implements PanacheRepositoryBase<Deployment, DeploymentKey> {
    Page<Deployment> page(RestApiId api, PageRequest request) {
        var after = request.after();
        var rows = after == null
                ? find("apiId = ?1 order by createdAt, id", api.value())
                : find(
                        "apiId = ?1 and (createdAt, id) > (?2, ?3) order by createdAt, id",
                        api.value(),
                        after.createdAt(),
                        after.id());
        return Page.of(rows.range(0, request.limit()).list(), request, Deployment::position);
    }
}
