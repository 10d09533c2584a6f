/** Lambda authorizers: who asks, what the tenant's function says of them, and how long that holds. */
@NullMarked
package dev.sluice.data.access.authorizer;

import org.jspecify.annotations.NullMarked;
