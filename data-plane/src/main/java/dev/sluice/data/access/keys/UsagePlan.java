package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.stages.StageKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A usage plan as a node knows it. Immutable. */
final class UsagePlan {
    private final String id;
    private final Set<StageKey> stages;
    private final Map<PlanMethod, Limits> methods;
    private final @Nullable Limits limits;
    private final @Nullable PlanQuota quota;

    /** Throws IllegalArgumentException when the record names a period that there is not. */
    UsagePlan(UsagePlanRecord plan) {
        Set<StageKey> opened = new HashSet<>();
        Map<PlanMethod, Limits> limited = new HashMap<>();
        for (UsagePlanRecord.Stage stage : plan.stages()) {
            StageKey key = new StageKey(plan.tenant(), stage.api(), stage.stage());
            opened.add(key);
            stage.throttles().forEach((name, throttle) -> {
                Limits ofMethod = Limits.of(throttle);
                if (ofMethod != null) {
                    limited.put(new PlanMethod(key, name), ofMethod);
                }
            });
        }
        this.id = plan.id();
        this.stages = Set.copyOf(opened);
        this.methods = Map.copyOf(limited);
        this.limits = Limits.of(plan.throttle());
        this.quota = plan.quota() == null ? null : PlanQuota.of(plan.quota());
    }

    String id() {
        return id;
    }

    /** Whether the plan lets its keys call the stage. */
    boolean opens(StageKey stage) {
        return stages.contains(stage);
    }

    /** How fast each key may call the method; null: as fast as the plan lets it call at all. */
    @Nullable
    Limits limits(PlanMethod method) {
        return methods.isEmpty() ? null : methods.get(method);
    }

    /** How fast each key may call all stages together; null: as fast as these allow. */
    @Nullable
    Limits limits() {
        return limits;
    }

    /** How often each key may call in a period; null: as often as it likes. */
    @Nullable
    PlanQuota quota() {
        return quota;
    }
}
