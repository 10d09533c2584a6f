package dev.sluice.control.usageplans;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.stages.StageName;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of the stages that plans of the current tenant open. */
@Singleton
class PlanStageRepository implements PanacheRepositoryBase<PlanStage, PlanStageKey> {
    List<PlanStage> of(String planId) {
        return list("planId = ?1 order by place, apiId, stageName", planId);
    }

    /** By plan; a plan without stages is not in it. */
    Map<String, List<PlanStage>> of(Collection<String> planIds) {
        List<PlanStage> found =
                planIds.isEmpty() ? List.of() : list("planId in ?1 order by place, apiId, stageName", planIds);
        return found.stream().collect(Collectors.groupingBy(PlanStage::planId));
    }

    /** What plans open of an API. */
    List<PlanStage> of(RestApiId api) {
        return list("apiId", api.value());
    }

    /** What plans open of a stage: the stage itself, once in each plan. */
    List<PlanStage> of(StageName stage) {
        return list("apiId = ?1 and stageName = ?2", stage.apiId(), stage.name());
    }
}
