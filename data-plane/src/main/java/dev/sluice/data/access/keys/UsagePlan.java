package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.stages.StageKey;
import java.util.Set;
import java.util.stream.Collectors;

/** A usage plan as a node knows it. Immutable. */
final class UsagePlan {
    private final Set<StageKey> stages;

    UsagePlan(UsagePlanRecord plan) {
        this.stages = plan.stages().stream()
                .map(stage -> new StageKey(plan.tenant(), stage.api(), stage.stage()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the plan lets its keys call the stage. */
    boolean opens(StageKey stage) {
        return stages.contains(stage);
    }
}
