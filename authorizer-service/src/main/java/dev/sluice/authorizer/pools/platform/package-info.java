/** The platform API of the pools: the outbox and the rotation of keys. */
@NullMarked
package dev.sluice.authorizer.pools.platform;

import org.jspecify.annotations.NullMarked;
