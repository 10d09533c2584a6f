package dev.sluice.data.callers;

import dev.sluice.aws.signature.AccessSecret;
import org.jspecify.annotations.Nullable;

/**
 * What checks the signature of a call. What the key may do is asked of {@link AccessKeys#current} once the signature has
 * turned out to be genuine.
 *
 * @param account of the key
 * @param session null for a user's key
 */
public record FoundKey(
        String id,
        String account,
        AccessSecret secret,
        @Nullable OpenedSession session) {
    @Override
    public String toString() {
        return "FoundKey[" + account + ", " + id + "]";
    }
}
