/** Resource servers and the scopes that they define. */
@NullMarked
package dev.sluice.authorizer.pools.resource;

import org.jspecify.annotations.NullMarked;
