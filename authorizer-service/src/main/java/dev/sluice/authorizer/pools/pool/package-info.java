/** User pools: their settings, their password policy and their attributes. */
@NullMarked
package dev.sluice.authorizer.pools.pool;

import org.jspecify.annotations.NullMarked;
