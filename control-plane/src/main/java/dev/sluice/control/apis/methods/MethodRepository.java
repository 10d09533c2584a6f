package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.RestApiId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** Rows of methods of the current tenant. */
@Singleton
class MethodRepository implements PanacheRepositoryBase<Method, MethodKey> {
    List<Method> ofResources(RestApiId api, Collection<String> resourceIds) {
        return list("apiId = ?1 and resourceId in ?2 order by resourceId, verb", api.value(), resourceIds);
    }

    List<Method> all(RestApiId api) {
        return list("apiId = ?1 order by resourceId, verb", api.value());
    }
}
