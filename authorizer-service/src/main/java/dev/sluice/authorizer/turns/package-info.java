/** Whose work runs next, where tenants share what there is little of. */
@NullMarked
package dev.sluice.authorizer.turns;

import org.jspecify.annotations.NullMarked;
