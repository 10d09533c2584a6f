package dev.sluice.data.sync;

import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.stage.StageSource;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.sync.spool.SpoolValue;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * A stage as it lies in the spool. A value that no longer opens gives way to the generation before it; the digest in the
 * next heartbeat then shows that this node lacks a revision, and the control plane sends it again.
 */
record SpooledStage(Spool spool, RecordReader reader, String topic, String key) implements StageSource {
    private static final Logger LOG = Logger.getLogger(SpooledStage.class);

    @Override
    public StageSnapshot open() throws IOException, RecordRefused {
        SpoolValue value = spool.value(SpoolTopic.STAGES, key);
        while (value != null) {
            try {
                return open(value);
            } catch (RecordRefused e) {
                LOG.warnf(
                        "A stage in the spool does not open. stage=%s revision=%d failure=%s",
                        key, value.revision(), e.getMessage());
                spool.lose(SpoolTopic.STAGES, key, value.revision());
                value = spool.value(SpoolTopic.STAGES, key);
            }
        }
        throw new RecordRefused("the spool has no readable value of the stage");
    }

    private StageSnapshot open(SpoolValue value) throws RecordRefused {
        StageRecord stage = reader.read(topic, key, value.bytes(), StageRecord.class);
        if (stage instanceof StageSnapshot snapshot
                && snapshot.key().text().equals(key)
                && snapshot.revision() == value.revision()) {
            return snapshot;
        }
        throw new RecordRefused("the value is not the revision that the index names");
    }
}
