/** What a call through a node costs in CPU time, beside nginx with the same policies in the same run. */
@NullMarked
package dev.sluice.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
