/** What mapping templates and body models cost: alone (JMH), and as part of a node's call. */
@NullMarked
package dev.sluice.benchmarks.template;

import org.jspecify.annotations.NullMarked;
