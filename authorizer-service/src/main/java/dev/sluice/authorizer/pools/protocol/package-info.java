/** The user pool protocol: requests, refusals, and the table of its operations. */
@NullMarked
package dev.sluice.authorizer.pools.protocol;

import org.jspecify.annotations.NullMarked;
