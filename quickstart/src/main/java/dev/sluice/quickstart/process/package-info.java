/** Processes under supervision: start, readiness, liveness, restart, stop, logs. */
@NullMarked
package dev.sluice.quickstart.process;

import org.jspecify.annotations.NullMarked;
