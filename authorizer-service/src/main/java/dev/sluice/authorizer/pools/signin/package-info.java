/** Signing users in: passwords, SRP, challenges, and limits on attempts. */
@NullMarked
package dev.sluice.authorizer.pools.signin;

import org.jspecify.annotations.NullMarked;
