package dev.sluice.control.signin;

import dev.sluice.control.members.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that begins.
 *
 * @param digest of its id
 * @param former the digest of the session that ends at the same moment; empty when there is none
 * @param signedInAt the sign-in of the former session, which this one goes on from; null for a new sign-in
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
record NewBrowserSession(
        Actor actor, byte[] digest, byte[] former, @Nullable Instant signedInAt, Instant now, Instant endsAt) {}
