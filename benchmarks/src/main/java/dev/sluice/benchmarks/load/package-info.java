/** Load on one server over connections that stay open, the cheapest origin behind it, and what a round of load cost. */
@NullMarked
package dev.sluice.benchmarks.load;

import org.jspecify.annotations.NullMarked;
