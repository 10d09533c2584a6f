package dev.sluice.control.stages;

import dev.sluice.control.apis.RestApiId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Rows of stages of the current tenant. */
@Singleton
class StageRepository implements PanacheRepositoryBase<Stage, StageName> {
    List<Stage> all(RestApiId api) {
        return list("apiId = ?1 order by createdAt, name", api.value());
    }

    List<Stage> ofDeployment(RestApiId api, String deploymentId) {
        return list("apiId = ?1 and deploymentId = ?2 order by createdAt, name", api.value(), deploymentId);
    }
}
