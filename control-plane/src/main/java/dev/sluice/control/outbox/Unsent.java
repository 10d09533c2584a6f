package dev.sluice.control.outbox;

import java.time.Instant;
import java.util.List;

/**
 * A key that changed and is to be sent.
 *
 * @param ids the outbox rows that are done when the entry has arrived
 * @param since when the first of them was written
 * @param entry the key's current record, which includes the change of each row
 */
record Unsent(List<Long> ids, Instant since, RecordEntry entry) {
    Unsent {
        ids = List.copyOf(ids);
    }
}
