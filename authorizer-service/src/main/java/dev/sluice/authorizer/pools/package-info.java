/** User pools on the Cognito wire. */
@NullMarked
package dev.sluice.authorizer.pools;

import org.jspecify.annotations.NullMarked;
