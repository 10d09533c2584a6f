package dev.sluice.contracts.sessions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session token says of its session, of a role or of a user. Only ever sealed, since it holds a secret.
 *
 * @param tenant twelve-digit id of the account that the role or user belongs to
 * @param role name of the role; empty for a user
 * @param roleId id of the role when it was assumed, with which the session ends; empty for a user
 * @param name of the session, as its caller chose it; empty for a user
 * @param secretAccessKey what the session signs with
 * @param policy the session's own policy document; null when it has none
 * @param through the other accounts that the role was assumed from, one behind the other; while one of them is suspended,
 *     the session is
 * @param userKey id of the user's access key, which says what the session may do and ends with it; null for a role
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
        @Nullable String policy,
        List<String> through,
        @Nullable String userKey) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    public SessionContent {
        through = List.copyOf(through);
    }

    /** Of a role, assumed through these other accounts. */
    public static SessionContent ofRole(
            Role role,
            String name,
            String secretAccessKey,
            Lifetime lifetime,
            @Nullable String policy,
            List<String> through) {
        return new SessionContent(
                FORMAT_VERSION,
                role.tenant,
                role.name,
                role.id,
                name,
                secretAccessKey,
                lifetime.begin,
                lifetime.end,
                policy,
                through,
                null);
    }

    /** Of a user, by one of its access keys. */
    public static SessionContent ofUser(String tenant, String userKey, String secretAccessKey, Lifetime lifetime) {
        return new SessionContent(
                FORMAT_VERSION,
                tenant,
                "",
                "",
                "",
                secretAccessKey,
                lifetime.begin,
                lifetime.end,
                null,
                List.of(),
                userKey);
    }

    /** A role as it was when it was assumed. */
    public record Role(String tenant, String name, String id) {}

    /** From when until when a session is. */
    public record Lifetime(Instant begin, Instant end) {}

    @Override
    public String toString() {
        return "SessionContent[" + tenant + ", " + (userKey == null ? role + ", " + name : userKey) + ", expiresAt="
                + expiresAt + "]";
    }
}
