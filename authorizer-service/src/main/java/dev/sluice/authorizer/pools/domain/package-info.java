/** The names under which a pool answers its OAuth endpoints. */
@NullMarked
package dev.sluice.authorizer.pools.domain;

import org.jspecify.annotations.NullMarked;
