/** The service for tenants' functions and user pools, away from the hot process. */
@NullMarked
package dev.sluice.authorizer;

import org.jspecify.annotations.NullMarked;
