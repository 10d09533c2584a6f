/** The signing keys of the pools. */
@NullMarked
package dev.sluice.authorizer.pools.key;

import org.jspecify.annotations.NullMarked;
