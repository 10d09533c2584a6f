package dev.sluice.control.apis;

import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of REST APIs of the current tenant. */
@Singleton
class RestApiRepository implements PanacheRepositoryBase<RestApi, String> {
    Page<RestApi> page(PageRequest request) {
        var after = request.after();
        var rows = after == null
                ? find("order by createdAt, id")
                : find("(createdAt, id) > (?1, ?2) order by createdAt, id", after.createdAt(), after.id());
        return Page.of(rows.range(0, request.limit()).list(), request, RestApi::position);
    }
}
