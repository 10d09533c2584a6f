package dev.sluice.authorizer.pools.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.protocol.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in or a refresh gives.
 *
 * @param id absent where the scope {@code openid} was not granted
 * @param refresh absent after a refresh that does not replace it
 * @param expiresIn seconds of the access token
 */
public record TokenSet(
        String access, @Nullable String id, @Nullable String refresh, long expiresIn) {
    /** The answer of the user pool protocol. */
    public ObjectNode result() {
        var answer = WireJson.object();
        answer.putObject("ChallengeParameters");
        var result = answer.putObject("AuthenticationResult");
        result.put("AccessToken", access).put("ExpiresIn", expiresIn).put("TokenType", "Bearer");
        if (refresh != null) {
            result.put("RefreshToken", refresh);
        }
        if (id != null) {
            result.put("IdToken", id);
        }
        return answer;
    }

    @Override
    public String toString() {
        return "TokenSet[hidden]";
    }
}
