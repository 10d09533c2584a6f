package dev.sluice.control.apis.items;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.paging.Position;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of items of the current tenant, in the order of their creation. */
@Singleton
class ApiItemRepository implements PanacheRepositoryBase<ApiItem, ItemKey> {
    Page<ApiItem> page(RestApiId api, ItemKind<?> kind, PageRequest request) {
        return Listing.oldestFirst("id")
                .where("apiId = :api", "api", api.value())
                .where("kind = :kind", "kind", kind.name())
                .page(this, request, ApiItem::position, ApiItem::characters);
    }

    /** The documents of a page as text, each without one of its members. */
    Page<Cut> pageWithout(RestApiId api, ItemKind<?> kind, PageRequest request, String member) {
        return Page.read(
                request,
                (place, count) -> cuts(api, kind, member, place, count),
                cut -> new Position(cut.createdAt(), cut.id()),
                cut -> cut.document().length());
    }

    private List<Cut> cuts(RestApiId api, ItemKind<?> kind, String member, @Nullable Position place, int count) {
        var after = place == null ? Position.START : place;
        return getEntityManager()
                .createQuery(
                        "select cast(sql('(? - cast(? as text))', i.document, :member) as String), i.createdAt, i.id"
                                + " from ApiItem i where i.apiId = :api and i.kind = :kind"
                                + " and (i.createdAt, i.id) > (:at, :id) order by i.createdAt, i.id",
                        Cut.class)
                .setParameter("member", member)
                .setParameter("api", api.value())
                .setParameter("kind", kind.name())
                .setParameter("at", after.createdAt())
                .setParameter("id", after.id())
                .setMaxResults(count)
                .getResultList();
    }

    /** All items behind a place, or all there are. */
    List<ApiItem> after(RestApiId api, ItemKind<?> kind, @Nullable Position place) {
        var after = place == null ? Position.START : place;
        return list(
                "apiId = ?1 and kind = ?2 and (createdAt, id) > (?3, ?4) order by createdAt, id",
                api.value(),
                kind.name(),
                after.createdAt(),
                after.id());
    }

    List<ApiItem> all(RestApiId api, ItemKind<?> kind) {
        return list("apiId = ?1 and kind = ?2 order by createdAt, id", api.value(), kind.name());
    }

    long count(RestApiId api, ItemKind<?> kind) {
        return count("apiId = ?1 and kind = ?2", api.value(), kind.name());
    }

    /** An item of which a member was left in the database. */
    record Cut(String document, Instant createdAt, String id) {}
}
