/** App clients: who may sign users in to a pool, and how. */
@NullMarked
package dev.sluice.authorizer.pools.client;

import org.jspecify.annotations.NullMarked;
