package dev.sluice.control.usageplans;

import java.util.List;

/** A usage plan with its stages, in the order in which they were added. */
public record PlanDetails(UsagePlan plan, List<PlanStage> stages) {
    public PlanDetails {
        stages = List.copyOf(stages);
    }
}
