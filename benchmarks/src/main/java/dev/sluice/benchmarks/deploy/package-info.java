/** How long a deployment takes from the answer to the management call until every node serves it. */
@NullMarked
package dev.sluice.benchmarks.deploy;

import org.jspecify.annotations.NullMarked;
