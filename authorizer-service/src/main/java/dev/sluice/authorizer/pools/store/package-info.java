/** The tables of the user pools, reached for one tenant at a time. */
@NullMarked
package dev.sluice.authorizer.pools.store;

import org.jspecify.annotations.NullMarked;
