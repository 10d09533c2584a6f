package dev.sluice.data.sync;

import java.util.concurrent.atomic.LongAdder;

/** What happened since the start, for metrics. Any thread. */
public final class SyncCounters {
    final LongAdder applied = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder foreign = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder forgotten = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder dropped = new LongAdder();

    /** Records that took effect. */
    public long applied() {
        return applied.sum();
    }

    /** Genuine records that this node cannot use. */
    public long refused() {
        return refused.sum();
    }

    /** Messages that are no genuine record: unsigned, foreign or damaged. */
    public long foreign() {
        return foreign.sum();
    }

    /** Records that met a fault of this node. */
    public long failed() {
        return failed.sum();
    }

    /** Entries that a valid inventory or a tombstone let the node forget. */
    public long forgotten() {
        return forgotten.sum();
    }

    /** Heartbeats and receipts that the broker took. */
    public long sent() {
        return sent.sum();
    }

    /** Heartbeats and receipts that were dropped, because the broker was away or behind. */
    public long dropped() {
        return dropped.sum();
    }
}
