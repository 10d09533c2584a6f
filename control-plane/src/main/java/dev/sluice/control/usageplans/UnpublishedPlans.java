package dev.sluice.control.usageplans;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.control.outbox.RecordGaps;
import dev.sluice.control.platform.data.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** At each start: publishes the usage plans that an earlier version made, and ends the records whose plans are gone. */
@Singleton
class UnpublishedPlans {
    private static final String TABLE = "usage_plans";

    private final RecordGaps gaps;
    private final TenantTransaction transaction;
    private final UsagePlans plans;

    UnpublishedPlans(RecordGaps gaps, TenantTransaction transaction, UsagePlans plans) {
        this.gaps = gaps;
        this.transaction = transaction;
        this.plans = plans;
    }

    void publish(@Observes @Priority(31) StartupEvent start) throws SQLException {
        gaps.missing(TABLE, UsagePlanRecord.KIND)
                .forEach((tenant, ids) -> ids.forEach(id -> transaction.run(tenant, () -> plans.publish(id))));
        gaps.gone(TABLE, UsagePlanRecord.KIND)
                .forEach((tenant, ids) -> ids.forEach(id -> transaction.run(tenant, () -> plans.publishEnd(id))));
    }
}
