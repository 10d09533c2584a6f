package dev.sluice.authorizer.pools.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.signin.Refreshes;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.token.TokenSet;
import dev.sluice.authorizer.pools.token.Tokens;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code /oauth2/token} and {@code /oauth2/revoke} (RFC 6749, RFC 7009). Any thread; blocks. */
@Singleton
public final class TokenEndpoint {
    private final PoolDatabase database;
    private final ClientProof proof;
    private final Tokens tokens;
    private final Refreshes refreshes;
    private final AuthorizationCodes codes;

    TokenEndpoint(
            PoolDatabase database, ClientProof proof, Tokens tokens, Refreshes refreshes, AuthorizationCodes codes) {
        this.database = database;
        this.proof = proof;
        this.tokens = tokens;
        this.refreshes = refreshes;
        this.codes = codes;
    }

    /** Gives tokens for a grant. */
    HttpAnswer token(Site site, HttpRequest request) {
        Form form = form(request);
        String grant = form.get("grant_type");
        if (grant == null) {
            throw new OAuthError("invalid_request");
        }
        Registered at = proof.prove(site, request, form);
        TokenSet issued = switch (grant) {
            case "client_credentials" -> clientCredentials(at, form);
            case "refresh_token" -> refresh(at, form);
            case "authorization_code" -> codes.redeem(at, form);
            default -> throw new OAuthError("unsupported_grant_type");
        };
        return HttpAnswer.json(200, json(issued).toString()).with("Pragma", "no-cache");
    }

    /** Ends the sign-in of a refresh token. */
    HttpAnswer revoke(Site site, HttpRequest request) {
        Form form = form(request);
        Registered at = proof.prove(site, request, form);
        String token = form.get("token");
        if (token == null) {
            throw new OAuthError("invalid_request");
        }
        if (token.indexOf('.') >= 0) {
            throw new OAuthError("unsupported_token_type");
        }
        if (!at.client().settings().isRevocable()) {
            throw new OAuthError("invalid_request");
        }
        refreshes.revoke(at, token);
        return HttpAnswer.of(200, "").with("Cache-Control", "no-store");
    }

    private TokenSet clientCredentials(Registered at, Form form) {
        if (!at.client().settings().grants("client_credentials") || at.client().secret() == null) {
            throw new OAuthError("unauthorized_client");
        }
        List<String> allowed = at.client().settings().scopes();
        String asked = form.get("scope");
        List<String> wanted = asked == null
                ? allowed
                : Stream.of(asked.split(" ", -1))
                        .filter(scope -> !scope.isEmpty())
                        .distinct()
                        .toList();
        if (!allowed.containsAll(wanted)) {
            throw new OAuthError("invalid_scope");
        }
        return database.call(at.tenant(), rows -> {
            List<String> granted =
                    wanted.stream().filter(scope -> isOwn(rows, at, scope)).toList();
            if (granted.isEmpty() || (asked != null && granted.size() < wanted.size())) {
                throw new OAuthError("invalid_scope");
            }
            return tokens.issue(rows, at.pool(), at.client(), String.join(" ", granted));
        });
    }

    /** Whether a resource server of the pool still defines the scope. */
    private static boolean isOwn(Rows rows, Registered at, String scope) {
        int slash = scope.lastIndexOf('/');
        return slash > 0
                && !rows.list(
                                "select 1 from identity.resource_servers where tenant_id = :tenant and pool_id = ?"
                                        + " and identifier = ? and exists (select 1 from jsonb_array_elements(scopes) s"
                                        + " where s->>'ScopeName' = ?)",
                                row -> row.getInt(1),
                                at.pool().id(),
                                scope.substring(0, slash),
                                scope.substring(slash + 1))
                        .isEmpty();
    }

    private TokenSet refresh(Registered at, Form form) {
        String token = form.get("refresh_token");
        if (token == null) {
            throw new OAuthError("invalid_request");
        }
        try {
            return refreshes.refresh(at, token, _ -> {});
        } catch (Refused _) {
            throw new OAuthError("invalid_grant");
        }
    }

    private static ObjectNode json(TokenSet issued) {
        var json = WireJson.object();
        if (issued.id() != null) {
            json.put("id_token", issued.id());
        }
        json.put("access_token", issued.access());
        if (issued.refresh() != null) {
            json.put("refresh_token", issued.refresh());
        }
        return json.put("expires_in", issued.expiresIn()).put("token_type", "Bearer");
    }

    private static Form form(HttpRequest request) {
        String type = request.header("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            throw new OAuthError("invalid_request");
        }
        Form form = Form.parse(new String(request.body(), StandardCharsets.UTF_8));
        if (form.isMalformed()) {
            throw new OAuthError("invalid_request");
        }
        return form;
    }
}
