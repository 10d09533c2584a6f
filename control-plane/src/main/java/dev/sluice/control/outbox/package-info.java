/** From a committed change to Kafka: current records, the outbox, the relay, the beat and its inventories. */
@NullMarked
package dev.sluice.control.outbox;

import org.jspecify.annotations.NullMarked;
