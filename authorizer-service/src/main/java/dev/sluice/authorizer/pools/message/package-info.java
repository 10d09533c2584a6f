/** Confirmation codes, and the outbox of the messages that carry them. */
@NullMarked
package dev.sluice.authorizer.pools.message;

import org.jspecify.annotations.NullMarked;
