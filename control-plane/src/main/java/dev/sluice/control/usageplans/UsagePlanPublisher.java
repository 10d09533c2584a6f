package dev.sluice.control.usageplans;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.Revisions;
import dev.sluice.control.platform.data.CurrentTenant;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the nodes about usage plans. Part of the caller's transaction, under the tenant's lock on plans. */
@Singleton
class UsagePlanPublisher {
    private final CurrentTenant tenant;
    private final Publications publications;
    private final Revisions revisions;
    private final QuotaChanges quotas;

    UsagePlanPublisher(CurrentTenant tenant, Publications publications, Revisions revisions, QuotaChanges quotas) {
        this.tenant = tenant;
        this.publications = publications;
        this.revisions = revisions;
        this.quotas = quotas;
    }

    void publish(UsagePlan plan, List<PlanStage> stages) {
        publications.publish(new UsagePlanRecord(
                UsagePlanRecord.FORMAT_VERSION,
                tenant.id().value(),
                revisions.next(),
                plan.id(),
                throttle(plan.settings().throttle()),
                quota(plan.settings().quota()),
                stages.stream().map(UsagePlanPublisher::stage).toList(),
                false));
    }

    void publishEnd(String id) {
        publications.publish(UsagePlanRecord.ended(tenant.id().value(), revisions.next(), id));
    }

    /** The quota is another one: the nodes have to hear what the plan's keys used of it. */
    void noteQuota(String id) {
        quotas.note(id, null);
    }

    private static UsagePlanRecord.Stage stage(PlanStage stage) {
        Map<String, UsagePlanRecord.Throttle> throttles = new HashMap<>();
        stage.throttles()
                .forEach((method, limits) ->
                        throttles.put(method, new UsagePlanRecord.Throttle(limits.rateLimit(), limits.burstLimit())));
        return new UsagePlanRecord.Stage(stage.stage().apiId(), stage.stage().name(), throttles);
    }

    private static UsagePlanRecord.@Nullable Throttle throttle(@Nullable Throttle throttle) {
        return throttle == null ? null : new UsagePlanRecord.Throttle(throttle.rateLimit(), throttle.burstLimit());
    }

    private static UsagePlanRecord.@Nullable Quota quota(@Nullable Quota quota) {
        return quota == null
                ? null
                : new UsagePlanRecord.Quota(
                        quota.limit(), quota.offset(), quota.period().name());
    }
}
