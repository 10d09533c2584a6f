package dev.sluice.contracts.sessions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session token says of its session. Only ever sealed, since it holds a secret.
 *
 * @param tenant twelve-digit id of the account that the role belongs to
 * @param role name of the role
 * @param roleId id of the role when it was assumed; the session ends with it
 * @param name of the session, as its caller chose it
 * @param secretAccessKey what the session signs with
 * @param policy the session's own policy document; null when it has none
 */
public record SessionContent(
        int formatVersion,
        String tenant,
        String role,
        String roleId,
        String name,
        String secretAccessKey,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable String policy) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    @Override
    public String toString() {
        return "SessionContent[" + tenant + ", " + role + ", " + name + ", expiresAt=" + expiresAt + "]";
    }
}
