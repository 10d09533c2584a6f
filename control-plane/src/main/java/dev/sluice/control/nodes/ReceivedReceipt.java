package dev.sluice.control.nodes;

import dev.sluice.contracts.nodes.Receipt;
import java.time.Instant;

/** A node's last receipt for a record, and when it arrived by the control plane's clock. */
public record ReceivedReceipt(Receipt receipt, Instant at) {}
