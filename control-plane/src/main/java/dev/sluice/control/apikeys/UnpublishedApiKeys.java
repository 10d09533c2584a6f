package dev.sluice.control.apikeys;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.control.outbox.RecordGaps;
import dev.sluice.control.platform.data.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** At each start: publishes the API keys that an earlier version made, and ends the records whose keys are gone. */
@Singleton
class UnpublishedApiKeys {
    private static final String TABLE = "api_keys";

    private final RecordGaps gaps;
    private final TenantTransaction transaction;
    private final ApiKeys keys;

    UnpublishedApiKeys(RecordGaps gaps, TenantTransaction transaction, ApiKeys keys) {
        this.gaps = gaps;
        this.transaction = transaction;
        this.keys = keys;
    }

    void publish(@Observes @Priority(31) StartupEvent start) throws SQLException {
        gaps.missing(TABLE, ApiKeyRecord.KIND)
                .forEach((tenant, ids) -> ids.forEach(id -> transaction.run(tenant, () -> keys.publish(id))));
        gaps.gone(TABLE, ApiKeyRecord.KIND)
                .forEach((tenant, ids) -> ids.forEach(id -> transaction.run(tenant, () -> keys.publishEnd(id))));
    }
}
