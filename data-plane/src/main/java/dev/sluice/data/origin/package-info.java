/**
 * The one guarded client: every call that leaves the node goes through it. Pools per loop and origin, address rules on
 * each new connection, strict answers, no redirects, no retries after the first byte.
 */
@NullMarked
package dev.sluice.data.origin;

import org.jspecify.annotations.NullMarked;
