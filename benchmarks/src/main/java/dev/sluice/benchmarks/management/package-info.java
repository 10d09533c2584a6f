/** The management API under load. */
@NullMarked
package dev.sluice.benchmarks.management;

import org.jspecify.annotations.NullMarked;
