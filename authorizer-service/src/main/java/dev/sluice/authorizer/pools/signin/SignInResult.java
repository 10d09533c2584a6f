package dev.sluice.authorizer.pools.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.token.TokenSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step of signing in leads to. */
public sealed interface SignInResult {
    /** The answer of the protocol. */
    ObjectNode json();

    /** The user is in. */
    record Done(TokenSet tokens) implements SignInResult {
        @Override
        public ObjectNode json() {
            return tokens.result();
        }
    }

    /** One more answer is needed. */
    record Challenge(String name, @Nullable String session, Map<String, String> parameters) implements SignInResult {
        @Override
        public ObjectNode json() {
            var answer = WireJson.object().put("ChallengeName", name);
            if (session != null) {
                answer.put("Session", session);
            }
            var texts = answer.putObject("ChallengeParameters");
            parameters.forEach(texts::put);
            return answer;
        }

        @Override
        public String toString() {
            return "Challenge[" + name + "]";
        }
    }
}
