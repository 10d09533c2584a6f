/** The user pool protocol: JSON 1.1 over POST, its refusals, and the list of its operations. */
@NullMarked
package dev.sluice.authorizer.pools.wire;

import org.jspecify.annotations.NullMarked;
