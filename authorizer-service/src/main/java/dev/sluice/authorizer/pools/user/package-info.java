/** Users of a pool and their attributes. */
@NullMarked
package dev.sluice.authorizer.pools.user;

import org.jspecify.annotations.NullMarked;
