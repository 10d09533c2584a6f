/** What users do with their own accounts, and administrators with those of others. */
@NullMarked
package dev.sluice.authorizer.pools.account;

import org.jspecify.annotations.NullMarked;
