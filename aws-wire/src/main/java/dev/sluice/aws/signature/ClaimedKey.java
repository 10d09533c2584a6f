package dev.sluice.aws.signature;

import org.jspecify.annotations.Nullable;

/**
 * The access key that a request names, which proves nothing.
 *
 * @param sessionToken null when the request has none
 */
public record ClaimedKey(String id, @Nullable String sessionToken) {
    /** Tokens stay out of logs. */
    @Override
    public String toString() {
        return "ClaimedKey[" + id + "]";
    }
}
