/** The platform's own user pool, which the authorizer service holds: its making, and its users. */
@NullMarked
package dev.sluice.control.issuer.pool;

import org.jspecify.annotations.NullMarked;
