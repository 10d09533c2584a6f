package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Receipt;
import org.jspecify.annotations.Nullable;

/** Tells the control plane what became of a record. Never blocks for long. */
@FunctionalInterface
interface Receipts {
    /** For records that nobody waits for, since they change with the traffic. */
    Receipts NONE = (_, _, _, _) -> {};

    void send(String key, long revision, Receipt.State state, @Nullable String reason);
}
