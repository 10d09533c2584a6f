/** A whole installation in a folder of its own, as processes, for tests and benchmarks to drive from outside. */
@NullMarked
package dev.sluice.system;

import org.jspecify.annotations.NullMarked;
