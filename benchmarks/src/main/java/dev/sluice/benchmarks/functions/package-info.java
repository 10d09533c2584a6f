/** Calls of tenants' functions. */
@NullMarked
package dev.sluice.benchmarks.functions;

import org.jspecify.annotations.NullMarked;
