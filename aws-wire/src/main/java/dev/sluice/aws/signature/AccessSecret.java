package dev.sluice.aws.signature;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an access key id stands for.
 *
 * @param secret the secret access key
 * @param sessionToken of a temporary key; a request must carry exactly it, and none when it is absent
 * @param expiresAt end of a temporary key
 */
public record AccessSecret(
        String secret,
        @Nullable String sessionToken,
        @Nullable Instant expiresAt) {
    /** A key that does not expire. */
    public static AccessSecret permanent(String secret) {
        return new AccessSecret(secret, null, null);
    }

    @Override
    public String toString() {
        return "AccessSecret[hidden, expiresAt=" + expiresAt + "]";
    }
}
