package dev.sluice.control.apis.resources;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Rows of resources of the current tenant. */
@Singleton
class ResourceRepository implements PanacheRepositoryBase<Resource, ResourceKey> {
    Page<Resource> page(RestApiId api, PageRequest request) {
        var after = request.after();
        var rows = after == null
                ? find("apiId = ?1 order by createdAt, id", api.value())
                : find(
                        "apiId = ?1 and (createdAt, id) > (?2, ?3) order by createdAt, id",
                        api.value(),
                        after.createdAt(),
                        after.id());
        return Page.of(rows.range(0, request.limit()).list(), request, Resource::position);
    }

    List<Resource> all(RestApiId api) {
        return list("apiId = ?1 order by path, id", api.value());
    }

    List<Resource> children(Resource parent) {
        return list("apiId = ?1 and parentId = ?2", parent.key().apiId(), parent.id());
    }
}
