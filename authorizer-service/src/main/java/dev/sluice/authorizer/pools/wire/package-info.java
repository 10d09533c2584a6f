/** The door of the user pool protocol. */
@NullMarked
package dev.sluice.authorizer.pools.wire;

import org.jspecify.annotations.NullMarked;
