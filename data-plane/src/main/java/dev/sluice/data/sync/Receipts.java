package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Receipt;
import org.jspecify.annotations.Nullable;

/** Tells the control plane what became of a record. Never blocks for long. */
@FunctionalInterface
interface Receipts {
    void send(String key, long revision, Receipt.State state, @Nullable String reason);
}
