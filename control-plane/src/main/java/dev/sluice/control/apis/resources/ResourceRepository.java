package dev.sluice.control.apis.resources;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Rows of resources of the current tenant. */
@Singleton
class ResourceRepository implements PanacheRepositoryBase<Resource, ResourceKey> {
    Page<Resource> page(RestApiId api, PageRequest request) {
        return Listing.oldestFirst("id")
                .where("apiId = :api", "api", api.value())
                .page(this, request, Resource::position);
    }

    List<Resource> all(RestApiId api) {
        return list("apiId = ?1 order by path, id", api.value());
    }

    List<Resource> children(Resource parent) {
        return list("apiId = ?1 and parentId = ?2", parent.key().apiId(), parent.id());
    }
}
