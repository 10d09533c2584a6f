/** What is known of the traffic afterwards: the access log and the counters. Nothing here ever blocks a call. */
@NullMarked
package dev.sluice.data.telemetry;

import org.jspecify.annotations.NullMarked;
