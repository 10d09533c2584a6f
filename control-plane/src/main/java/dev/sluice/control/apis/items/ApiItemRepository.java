package dev.sluice.control.apis.items;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Rows of items of the current tenant, in the order of their creation. */
@Singleton
class ApiItemRepository implements PanacheRepositoryBase<ApiItem, ItemKey> {
    Page<ApiItem> page(RestApiId api, ItemKind<?> kind, PageRequest request) {
        var after = request.after();
        var rows = after == null
                ? find("apiId = ?1 and kind = ?2 order by createdAt, id", api.value(), kind.name())
                : find(
                        "apiId = ?1 and kind = ?2 and (createdAt, id) > (?3, ?4) order by createdAt, id",
                        api.value(),
                        kind.name(),
                        after.createdAt(),
                        after.id());
        return Page.of(rows.range(0, request.limit()).list(), request, ApiItem::position);
    }

    List<ApiItem> all(RestApiId api, ItemKind<?> kind) {
        return list("apiId = ?1 and kind = ?2 order by createdAt, id", api.value(), kind.name());
    }

    long count(RestApiId api, ItemKind<?> kind) {
        return count("apiId = ?1 and kind = ?2", api.value(), kind.name());
    }
}
