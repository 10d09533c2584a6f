package dev.sluice.control.usageplans;

import dev.sluice.control.platform.tags.TaggedKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The tags of usage plans, named as {@code usageplans/{id}}. */
@Singleton
class UsagePlanTags implements TaggedKind {
    private final UsagePlans plans;

    UsagePlanTags(UsagePlans plans) {
        this.plans = plans;
    }

    @Override
    public boolean covers(List<String> path) {
        return path.size() == 2 && path.getFirst().equals("usageplans");
    }

    @Override
    public Map<String, String> tags(List<String> path) {
        return plans.requirePlan(path.get(1)).settings().tags();
    }

    @Override
    public void retag(List<String> path, UnaryOperator<Map<String, String>> change) {
        plans.retag(path.get(1), change);
    }
}
