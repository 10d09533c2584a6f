/** The OAuth endpoints of a pool: tokens, authorization, the sign-in page. */
@NullMarked
package dev.sluice.authorizer.pools.oauth;

import org.jspecify.annotations.NullMarked;
