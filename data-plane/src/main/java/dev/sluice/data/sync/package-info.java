/**
 * Brings the configuration to the node and tells the control plane what became of it: one worker a compacted topic
 * reads it, checks each record, hands it to the stages and to the spool; heartbeats and receipts go back.
 */
@NullMarked
package dev.sluice.data.sync;

import org.jspecify.annotations.NullMarked;
