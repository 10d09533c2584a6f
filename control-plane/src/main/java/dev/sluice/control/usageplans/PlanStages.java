package dev.sluice.control.usageplans;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.Stages;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which stages the plans of the current tenant open. */
@Singleton
class PlanStages {
    /** AWS names none; everything has a limit. */
    private static final int MAX_STAGES = 300;

    private final PlanStageRepository repository;
    private final Stages stages;
    private final CurrentLimits limits;

    PlanStages(PlanStageRepository repository, Stages stages, CurrentLimits limits) {
        this.repository = repository;
        this.stages = stages;
        this.limits = limits;
    }

    List<PlanStage> of(String planId) {
        return repository.of(planId);
    }

    /** By plan; a plan without stages is not in it. */
    Map<String, List<PlanStage>> of(Collection<String> planIds) {
        return repository.of(planIds);
    }

    /** Makes the stages of a plan those of the draft; answers those that are new in it. */
    List<StageName> replace(String planId, UsagePlanDraft draft) {
        Map<StageName, PlanStage> former = new HashMap<>();
        int place = 0;
        for (PlanStage stage : repository.of(planId)) {
            former.put(stage.stage(), stage);
            place = Math.max(place, stage.place() + 1);
        }
        List<StageName> added = new ArrayList<>();
        for (var entry : draft.stages().entrySet()) {
            PlanStage row = former.remove(entry.getKey());
            Map<String, Throttle> throttles = entry.getValue().build();
            if (throttles.size() > (row == null ? 0 : row.throttles().size())) {
                limits.get().requireRoom(Limit.METHOD_THROTTLES, throttles.size() - 1L);
            }
            if (row == null) {
                repository.persist(new PlanStage(planId, entry.getKey(), place++, throttles));
                added.add(entry.getKey());
            } else {
                row.change(throttles);
            }
        }
        former.values().forEach(repository::delete);
        repository.flush();
        return added;
    }

    /** Refuses a stage that is not there, or not the tenant's, and more stages than a plan may have. */
    void require(UsagePlanDraft draft, Collection<StageName> added, @Nullable String planId) {
        if (!added.isEmpty() && draft.stages().size() > MAX_STAGES) {
            throw ProblemException.limitExceeded(
                    "Maximum number of API Stages for this Usage Plan has been reached: " + MAX_STAGES);
        }
        Set<StageName> existing = stages.existing(added);
        for (StageName stage : added) {
            if (!existing.contains(stage)) {
                throw unknown(stage, planId);
            }
        }
    }

    /** management-api 3; a plan that is being made has no name yet that its maker could know. */
    static ProblemException unknown(StageName stage, @Nullable String planId) {
        return ProblemException.notFound("Invalid API Stage {api: " + stage.apiId() + ", stage: " + stage.name()
                + "} specified" + (planId == null ? "" : " for usageplan " + planId));
    }
}
