package dev.sluice.authorizer.pools.client;

import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Digests;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An app client of a pool.
 *
 * @param secret absent for clients that can keep none
 */
public record AppClient(
        String poolId,
        String id,
        String name,
        @Nullable String secret,
        ClientSettings settings,
        Instant created,
        Instant modified) {
    /** Refuses a call for a user unless it proves the client's secret; a client without one takes any. */
    public void checkHash(String username, @Nullable String hash) {
        if (secret == null) {
            return;
        }
        if (hash == null) {
            throw Refused.notAuthorized("Client " + id + " is configured with secret but SECRET_HASH was not received");
        }
        byte[] expected = Digests.hmac(Digests.bytes(secret), Digests.bytes(username + id));
        if (!Digests.same(Base64.getEncoder().encodeToString(expected), hash)) {
            throw Refused.notAuthorized("Unable to verify secret hash for client " + id);
        }
    }

    /** Whether this is the client's secret; a client without one has none. */
    public boolean isSecret(@Nullable String given) {
        return secret == null ? given == null : given != null && Digests.same(secret, given);
    }

    @Override
    public String toString() {
        return "AppClient[" + id + "]";
    }
}
