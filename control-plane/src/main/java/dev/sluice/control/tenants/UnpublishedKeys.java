package dev.sluice.control.tenants;

import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.control.outbox.RecordGaps;
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
    private final RecordGaps gaps;
    private final AccessKeys keys;

    UnpublishedKeys(RecordGaps gaps, AccessKeys keys) {
        this.gaps = gaps;
        this.keys = keys;
    }

    void publish(@Observes @Priority(30) StartupEvent start) throws SQLException {
        gaps.close("access_keys", CredentialRecord.KIND, keys::publish, keys::publishEnd);
    }
}
