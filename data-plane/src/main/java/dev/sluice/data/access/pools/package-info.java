/** COGNITO_USER_POOLS: which pools an authorizer accepts tokens of, and what a method asks of a token. */
@NullMarked
package dev.sluice.data.access.pools;

import org.jspecify.annotations.NullMarked;
