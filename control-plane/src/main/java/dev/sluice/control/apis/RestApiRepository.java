package dev.sluice.control.apis;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import org.hibernate.Session;

/** Rows of REST APIs of the current tenant. */
@Singleton
class RestApiRepository implements PanacheRepositoryBase<RestApi, String> {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('rest_apis'), hashtext(?))";

    /** How many there are; no other transaction of the tenant counts until this one ends. */
    long countLocked(TenantId tenant) {
        getEntityManager().unwrap(Session.class).doWork(connection -> {
            try (var statement = connection.prepareStatement(LOCK)) {
                statement.setString(1, tenant.value());
                statement.execute();
            }
        });
        return count();
    }

    Page<RestApi> page(PageRequest request) {
        var after = request.after();
        var rows = after == null
                ? find("order by createdAt, id")
                : find("(createdAt, id) > (?1, ?2) order by createdAt, id", after.createdAt(), after.id());
        return Page.of(rows.range(0, request.limit()).list(), request, RestApi::position);
    }
}
