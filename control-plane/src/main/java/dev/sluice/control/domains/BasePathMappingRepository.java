package dev.sluice.control.domains;

import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.values.Excerpt;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Query;
import java.util.List;
import java.util.function.Consumer;

/** Rows of mappings of the current tenant. */
@Singleton
class BasePathMappingRepository implements PanacheRepositoryBase<BasePathMapping, BasePathMappingKey> {
    Page<BasePathMapping> page(DomainName domain, PageRequest request) {
        return Listing.oldestFirst("basePath")
                .where("domainId = :domain", "domain", domain.id())
                .page(this, request, BasePathMapping::position);
    }

    /** The names of the domains that lead to an API, in their order. */
    Excerpt domainsOf(String apiId) {
        return domains("m.apiId = :api", query -> query.setParameter("api", apiId));
    }

    /** The names of the domains that lead to a stage, in their order. */
    Excerpt domainsOf(String apiId, String stage) {
        return domains(
                "m.apiId = :api and m.stage = :stage",
                query -> query.setParameter("api", apiId).setParameter("stage", stage));
    }

    private Excerpt domains(String condition, Consumer<Query> parameters) {
        String from = " from DomainName d join BasePathMapping m on m.domainId = d.id where " + condition;
        var names = getEntityManager()
                .createQuery("select distinct d.name" + from + " order by d.name", String.class)
                .setMaxResults(Excerpt.MOST);
        var count = getEntityManager().createQuery("select count(distinct d.name)" + from, Long.class);
        parameters.accept(names);
        parameters.accept(count);
        List<String> first = names.getResultList();
        return new Excerpt(first, first.size() < Excerpt.MOST ? first.size() : count.getSingleResult());
    }
}
