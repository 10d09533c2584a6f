/** What is known of the traffic afterwards: the access log, the counters and the metered calls. Nothing here ever blocks a call. */
@NullMarked
package dev.sluice.data.telemetry;

import org.jspecify.annotations.NullMarked;
