package dev.sluice.control.outbox;

import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.RecordSeal;
import dev.sluice.contracts.records.RecordWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings stored records under the newest cell key and signing key, page by page on their way through the beat: so after
 * one round every record is under them, and the keys before may be removed. Confined to the relay's thread.
 */
final class Renewal {
    private static final Logger LOG = Logger.getLogger(Renewal.class);

    private final CurrentRecords records;
    private final RecordWriter writer;
    private final RelayMetrics metrics;
    private long renewed;
    private long left;
    private boolean told;

    Renewal(CurrentRecords records, RecordWriter writer, RelayMetrics metrics) {
        this.records = records;
        this.writer = writer;
        this.metrics = metrics;
    }

    /**
     * The page as it is to be sent. A record that its publisher changes just now stays as it was read: the change is
     * written under the newest keys and goes out after it.
     */
    List<RecordEntry> renew(List<RecordEntry> page) throws SQLException {
        var current = new ArrayList<RecordEntry>(page);
        var places = new ArrayList<Integer>();
        var changes = new ArrayList<RecordEntry>();
        for (int place = 0; place < page.size(); place++) {
            RecordEntry change = change(page.get(place));
            if (change != null) {
                places.add(place);
                changes.add(change);
            }
        }
        boolean[] stored = records.replace(changes);
        for (int i = 0; i < stored.length; i++) {
            if (stored[i]) {
                current.set(places.get(i), changes.get(i));
                renewed++;
                metrics.renewed();
            }
        }
        return current;
    }

    private @Nullable RecordEntry change(RecordEntry entry) {
        try {
            return RecordSeal.of(entry.value()).equals(writer.seal())
                    ? null
                    : entry.with(writer.renew(entry.topic(), entry.key(), entry.value()));
        } catch (RecordRefused e) {
            if (left++ == 0) {
                LOG.errorf(
                        "A stored record cannot be renewed; put the key back that was removed. key=%s revision=%d"
                                + " failure=%s",
                        entry.key(), entry.revision(), e.getMessage());
            }
            return null;
        }
    }

    /** Every record was looked at. Said once after the start, later when there was something to do. */
    void roundEnded() {
        if (!told || renewed > 0 || left > 0) {
            LOG.infof("Stored records were looked through for old keys renewed=%d left=%d", renewed, left);
        }
        metrics.underOldKeys(left);
        told = true;
        renewed = 0;
        left = 0;
    }
}
