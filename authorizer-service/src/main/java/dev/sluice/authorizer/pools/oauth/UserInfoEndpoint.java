package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.token.AccessTokens;
import dev.sluice.authorizer.pools.token.Tokens;
import jakarta.inject.Singleton;
import java.util.Locale;

/** {@code /oauth2/userInfo}: the attributes that an access token shows. Any thread; blocks. */
@Singleton
public final class UserInfoEndpoint {
    private final AccessTokens tokens;
    private final ClientDirectory clients;

    UserInfoEndpoint(AccessTokens tokens, ClientDirectory clients) {
        this.tokens = tokens;
        this.clients = clients;
    }

    HttpAnswer answer(Site site, HttpRequest request) {
        String header = request.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return refusal("invalid_request");
        }
        try {
            var holder = tokens.verify(header.substring(7).strip(), "openid");
            if (!holder.pool().id().equals(site.pool().id())) {
                return refusal("invalid_token");
            }
            var client = clients.get(holder.signIn().clientId()).client();
            var json = WireJson.object()
                    .put("sub", holder.user().sub().toString())
                    .put("username", holder.user().username());
            // Texts all of them, as the protocol has it here.
            Tokens.claims(client, holder.user(), holder.signIn()).forEach(json::put);
            return HttpAnswer.json(200, json.toString());
        } catch (Refused refused) {
            if (refused.isPassing()) {
                throw refused;
            }
            return refusal("invalid_token");
        }
    }

    private static HttpAnswer refusal(String error) {
        return HttpAnswer.json(401, WireJson.object().put("error", error).toString())
                .with("WWW-Authenticate", "Bearer error=\"" + error + "\"");
    }
}
