/** Sealing, password hashing, random texts and comparison in constant time. */
@NullMarked
package dev.sluice.authorizer.pools.secret;

import org.jspecify.annotations.NullMarked;
