package dev.sluice.control.stages;

import dev.sluice.control.apis.RestApiId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of stages of the current tenant. */
@Singleton
class StageRepository implements PanacheRepositoryBase<Stage, StageName> {
    List<Stage> all(RestApiId api) {
        return list("apiId = ?1 order by createdAt, name", api.value());
    }

    boolean anyUses(RestApiId api, String deploymentId) {
        return count("apiId = ?1 and (deploymentId = ?2 or canaryDeploymentId = ?2)", api.value(), deploymentId) > 0;
    }

    List<Stage> ofDeployment(RestApiId api, String deploymentId) {
        return list("apiId = ?1 and deploymentId = ?2 order by createdAt, name", api.value(), deploymentId);
    }

    /** The names of the stages of some APIs. */
    List<StageName> ofApis(Collection<String> apiIds) {
        return getEntityManager()
                .createQuery("select s.apiId, s.name from Stage s where s.apiId in :apis", StageName.class)
                .setParameter("apis", apiIds)
                .getResultList();
    }

    /** Of all APIs, the first that presents a client certificate. */
    Optional<StageName> presenting(String clientCertificateId) {
        return getEntityManager()
                .createQuery(
                        "select s.apiId, s.name from Stage s where"
                                + " cast(sql('(? ->> ''clientCertificateId'')', s.settings) as String) = :certificate"
                                + " order by s.apiId, s.name",
                        StageName.class)
                .setParameter("certificate", clientCertificateId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
