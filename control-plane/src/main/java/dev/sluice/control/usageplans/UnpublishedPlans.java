package dev.sluice.control.usageplans;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.control.outbox.RecordGaps;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** At each start: publishes the usage plans that an earlier version made, and ends the records whose plans are gone. */
@Singleton
class UnpublishedPlans {
    private final RecordGaps gaps;
    private final UsagePlans plans;

    UnpublishedPlans(RecordGaps gaps, UsagePlans plans) {
        this.gaps = gaps;
        this.plans = plans;
    }

    void publish(@Observes @Priority(31) StartupEvent start) throws SQLException {
        gaps.close("usage_plans", UsagePlanRecord.KIND, plans::publish, plans::publishEnd);
    }
}
