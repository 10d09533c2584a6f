/** Signing keys, the tokens of a pool, and what verifies and revokes them. */
@NullMarked
package dev.sluice.authorizer.pools.token;

import org.jspecify.annotations.NullMarked;
