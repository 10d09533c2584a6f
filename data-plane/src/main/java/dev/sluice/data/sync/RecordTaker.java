package dev.sluice.data.sync;

import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.data.sync.spool.SpoolEntry;

/** What the records of one topic do to the node. Called by the worker alone. */
interface RecordTaker {
    /** Puts what the spool has of a key into effect, at start. */
    void load(SpoolEntry entry);

    /** Puts a record into effect, or says why not. */
    Verdict take(Arrival arrival) throws RecordRefused;

    /** The record was kept in the spool, so it can be read there from now on. */
    void kept(Arrival arrival);

    /** The key is gone, with no record that says so. */
    void forget(SpoolEntry entry, long revisionBound);
}
