package dev.sluice.control.signin;

import dev.sluice.control.members.Actor;
import java.time.Instant;

/**
 * A session that begins.
 *
 * @param digest of its id
 * @param former the digest of the session that ends at the same moment; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
record NewBrowserSession(Actor actor, byte[] digest, byte[] former, Instant now, Instant endsAt) {}
