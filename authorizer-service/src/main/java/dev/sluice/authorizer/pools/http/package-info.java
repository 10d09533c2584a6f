/** Requests read whole within limits, and answers, away from the event loop. */
@NullMarked
package dev.sluice.authorizer.pools.http;

import org.jspecify.annotations.NullMarked;
