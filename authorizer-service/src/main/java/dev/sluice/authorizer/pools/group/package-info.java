/** Groups of users. */
@NullMarked
package dev.sluice.authorizer.pools.group;

import org.jspecify.annotations.NullMarked;
