package dev.sluice.authorizer.pools.token;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in of a user by a client, as long as it can be refreshed.
 *
 * @param origin names it in the claim {@code origin_jti}
 * @param scopes what its access tokens may, separated by spaces
 * @param isOAuth whether it came through an OAuth grant, whatever its scopes
 * @param authTime stays the same through refreshes
 */
public record SignIn(
        UUID origin,
        String clientId,
        UUID sub,
        String scopes,
        boolean isOAuth,
        @Nullable String nonce,
        Instant authTime,
        Instant expires,
        @Nullable Instant revoked) {
    /** The scope of a sign-in by the API, which lets users manage their account. */
    public static final String SELF = "aws.cognito.signin.user.admin";

    /** Whether its tokens may do this. */
    public boolean allows(String scope) {
        return (" " + scopes + " ").contains(" " + scope + " ");
    }
}
