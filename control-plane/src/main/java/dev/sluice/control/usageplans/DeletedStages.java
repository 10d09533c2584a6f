package dev.sluice.control.usageplans;

import dev.sluice.control.apis.ApiPart;
import dev.sluice.control.apis.RestApi;
import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.stages.Stage;
import dev.sluice.control.stages.StagePart;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes a stage that goes, alone or with its API, out of its plans, so that they do not open a new one of its name. */
@Singleton
class DeletedStages implements ApiPart, StagePart {
    private final UsagePlanRepository plans;
    private final PlanStageRepository stages;
    private final UsagePlanPublisher publisher;
    private final TenantLock lock;

    DeletedStages(
            UsagePlanRepository plans, PlanStageRepository stages, UsagePlanPublisher publisher, TenantLock lock) {
        this.plans = plans;
        this.stages = stages;
        this.publisher = publisher;
        this.lock = lock;
    }

    @Override
    public void deleting(RestApi api) {
        lock.take(UsagePlans.LOCK);
        leave(stages.of(api.id()));
    }

    @Override
    public void deleting(Stage stage) {
        lock.take(UsagePlans.LOCK);
        leave(stages.of(stage.key()));
    }

    private void leave(List<PlanStage> gone) {
        gone.forEach(stages::delete);
        gone.stream()
                .map(PlanStage::planId)
                .distinct()
                .forEach(id -> plans.findByIdOptional(id).ifPresent(plan -> publisher.publish(plan, stages.of(id))));
    }
}
