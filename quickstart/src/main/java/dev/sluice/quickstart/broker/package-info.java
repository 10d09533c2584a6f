/** The Kafka broker of a quickstart: a process of its own, broker and controller in one. */
@NullMarked
package dev.sluice.quickstart.broker;

import org.jspecify.annotations.NullMarked;
