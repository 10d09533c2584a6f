/**
 * Stages in the form that serves: compiled once per change by a worker, swapped whole by one reference write, found by
 * every loop without a lock.
 */
@NullMarked
package dev.sluice.data.stage;

import org.jspecify.annotations.NullMarked;
