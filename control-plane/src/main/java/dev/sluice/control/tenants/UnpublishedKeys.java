package dev.sluice.control.tenants;

import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.control.outbox.RecordGaps;
import dev.sluice.control.platform.data.TenantTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/**
 * At each start, after the first accounts were made: publishes the keys whose records are missing, which the start itself
 * or an earlier version made, and ends the records whose keys are gone.
 */
@Singleton
class UnpublishedKeys {
    private static final String TABLE = "access_keys";

    private final RecordGaps gaps;
    private final TenantTransaction transaction;
    private final AccessKeys keys;

    UnpublishedKeys(RecordGaps gaps, TenantTransaction transaction, AccessKeys keys) {
        this.gaps = gaps;
        this.transaction = transaction;
        this.keys = keys;
    }

    void publish(@Observes @Priority(30) StartupEvent start) throws SQLException {
        gaps.missing(TABLE, CredentialRecord.KIND)
                .forEach((tenant, ids) -> ids.forEach(id -> transaction.run(tenant, () -> keys.publish(id))));
        gaps.gone(TABLE, CredentialRecord.KIND)
                .forEach((tenant, ids) -> ids.forEach(id -> transaction.run(tenant, () -> keys.publishEnd(id))));
    }
}
