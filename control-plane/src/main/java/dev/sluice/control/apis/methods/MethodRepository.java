package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.RestApiId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rows of methods of the current tenant. */
@Singleton
class MethodRepository implements PanacheRepositoryBase<Method, MethodKey> {
    private static final String CONNECTED =
            "cast(sql('(? #>> ''{integration,connectionId}'')', m.definition) as String) = :connection";

    List<Method> ofResources(RestApiId api, Collection<String> resourceIds) {
        return list("apiId = ?1 and resourceId in ?2 order by resourceId, verb", api.value(), resourceIds);
    }

    Map<String, List<String>> verbs(RestApiId api, Collection<String> resourceIds) {
        return getEntityManager()
                .createQuery(
                        "select m.resourceId, m.verb from Method m where m.apiId = :api and m.resourceId in :resources",
                        Object[].class)
                .setParameter("api", api.value())
                .setParameter("resources", resourceIds)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(row -> (String) row[1], Collectors.toList())));
    }

    Map<String, Long> sizes(RestApiId api, Collection<String> resourceIds) {
        return getEntityManager()
                .createQuery(
                        "select m.resourceId, sum(m.bytes) from Method m"
                                + " where m.apiId = :api and m.resourceId in :resources group by m.resourceId",
                        Object[].class)
                .setParameter("api", api.value())
                .setParameter("resources", resourceIds)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    List<Method> all(RestApiId api) {
        return list("apiId = ?1 order by resourceId, verb", api.value());
    }

    /** Of all APIs, the first of those whose integration names this connection. */
    List<MethodKey> connectedBy(String connectionId, int most) {
        return getEntityManager()
                .createQuery(
                        "select m.apiId, m.resourceId, m.verb from Method m where " + CONNECTED
                                + " order by m.apiId, m.resourceId, m.verb",
                        MethodKey.class)
                .setParameter("connection", connectionId)
                .setMaxResults(most)
                .getResultList();
    }

    long countConnectedBy(String connectionId) {
        return getEntityManager()
                .createQuery("select count(*) from Method m where " + CONNECTED, Long.class)
                .setParameter("connection", connectionId)
                .getSingleResult();
    }

    /** The first of an API, by path and verb, with a text as a member of its document. */
    Optional<MethodUse> firstWith(RestApiId api, String member, String text) {
        return first(api, "cast(sql('(? ->> ''" + member + "'')', m.definition) as String) = :text", text);
    }

    /** The same with a text among those that a JSON path finds in the document. */
    Optional<MethodUse> firstWithAny(RestApiId api, String path, String text) {
        // jsonb_path_match, as the question mark of other operators would be a parameter
        String match = "cast(jsonb_path_match(?, ''" + path
                + " == $text'', jsonb_build_object(''text'', cast(? as text))) as text)";
        return first(api, "cast(sql('" + match + "', m.definition, :text) as String) = 'true'", text);
    }

    private Optional<MethodUse> first(RestApiId api, String condition, String text) {
        return getEntityManager()
                .createQuery(
                        "select r.path, m.verb from Method m"
                                + " join Resource r on r.apiId = m.apiId and r.id = m.resourceId"
                                + " where m.apiId = :api and " + condition + " order by r.path, m.verb",
                        MethodUse.class)
                .setParameter("api", api.value())
                .setParameter("text", text)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The rows of an API, held until the transaction ends. */
    List<Method> allLocked(RestApiId api) {
        return find("apiId = ?1 order by resourceId, verb", api.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
