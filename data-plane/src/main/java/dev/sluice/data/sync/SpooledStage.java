package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Receipt;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.stage.StageSource;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.sync.spool.SpoolValue;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * A stage as it lies in the spool. A value that no longer opens gives way to the generation before it; the digest in the
 * next heartbeat then shows that this node lacks a revision, and the control plane sends it again. One that opens but
 * does not compile gives way too, and counts as refused.
 */
record SpooledStage(Place place, String key) implements StageSource {
    private static final Logger LOG = Logger.getLogger(SpooledStage.class);

    /** Where the stages of a node lie, and who is told of refusals. */
    record Place(TopicIntake.Parts parts, String topic) {
        Spool spool() {
            return parts.spool();
        }
    }

    @Override
    public StageSnapshot open() throws IOException, RecordRefused {
        SpoolValue value = place.spool().value(SpoolTopic.STAGES, key);
        while (value != null) {
            try {
                return open(value);
            } catch (RecordRefused e) {
                LOG.warnf(
                        "A stage in the spool does not open. stage=%s revision=%d failure=%s",
                        key, value.revision(), e.getMessage());
                place.spool().lose(SpoolTopic.STAGES, key, value.revision());
                value = place.spool().value(SpoolTopic.STAGES, key);
            }
        }
        throw new RecordRefused("the spool has no readable value of the stage");
    }

    @Override
    public boolean refused(long revision, String reason) {
        LOG.errorf(
                "A stage in the spool does not compile, the one before it takes over. stage=%s revision=%d failure=%s",
                key, revision, reason);
        SpoolEntry entry = place.spool().find(SpoolTopic.STAGES, key);
        if (entry == null) {
            return false;
        }
        place.spool().refuse(SpoolTopic.STAGES, entry.partition(), key, revision);
        place.parts().counters().refused.increment();
        place.parts().receipts().send(key, revision, Receipt.State.REFUSED, reason);
        SpoolEntry left = place.spool().find(SpoolTopic.STAGES, key);
        return left != null && left.hasValue();
    }

    private StageSnapshot open(SpoolValue value) throws RecordRefused {
        StageRecord stage = place.parts().reader().read(place.topic(), key, value.bytes(), StageRecord.class);
        if (stage instanceof StageSnapshot snapshot
                && snapshot.key().text().equals(key)
                && snapshot.revision() == value.revision()) {
            return snapshot;
        }
        throw new RecordRefused("the value is not the revision that the index names");
    }
}
