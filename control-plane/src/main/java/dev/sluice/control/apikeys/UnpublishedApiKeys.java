package dev.sluice.control.apikeys;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.control.outbox.RecordGaps;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** At each start: publishes the API keys that an earlier version made, and ends the records whose keys are gone. */
@Singleton
class UnpublishedApiKeys {
    private final RecordGaps gaps;
    private final ApiKeys keys;

    UnpublishedApiKeys(RecordGaps gaps, ApiKeys keys) {
        this.gaps = gaps;
        this.keys = keys;
    }

    void publish(@Observes @Priority(31) StartupEvent start) throws SQLException {
        gaps.close("api_keys", ApiKeyRecord.KIND, keys::publish, keys::publishEnd);
    }
}
