package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.client.Registered;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks the authorization endpoint for.
 *
 * @param challenge of PKCE, by SHA-256
 */
record Authorization(
        Registered at,
        String redirectUri,
        List<String> scopes,
        @Nullable String state,
        @Nullable String nonce,
        @Nullable String challenge) {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** What the parameters ask for; refused by an error for the redirect URL when they break a rule. */
    static Authorization of(Registered at, String redirectUri, Form form) {
        String type = form.text("response_type");
        if (!type.equals("code")) {
            throw new OAuthError(type.isEmpty() ? "invalid_request" : "unsupported_response_type");
        }
        if (!at.client().settings().grants("code")) {
            throw new OAuthError("unauthorized_client");
        }
        String asked = form.get("scope");
        List<String> allowed = at.client().settings().scopes();
        List<String> scopes = asked == null
                ? allowed
                : Stream.of(asked.split(" ", -1))
                        .filter(scope -> !scope.isEmpty())
                        .distinct()
                        .toList();
        if (scopes.isEmpty() || !allowed.containsAll(scopes)) {
            throw new OAuthError("invalid_scope");
        }
        String challenge = form.get("code_challenge");
        String method = form.get("code_challenge_method");
        boolean isPlainOrBroken = challenge != null
                && (!"S256".equals(method) || !CHALLENGE.matcher(challenge).matches());
        if (isPlainOrBroken || (challenge == null && method != null)) {
            throw new OAuthError("invalid_request");
        }
        return new Authorization(at, redirectUri, scopes, form.get("state"), form.get("nonce"), challenge);
    }

    /** The redirect URL with a code. */
    String granted(String code) {
        return redirect(redirectUri, "code", code, state);
    }

    /** A redirect URL with one parameter, and the client's state. */
    static String redirect(String uri, String name, String value, @Nullable String state) {
        String url = uri + (uri.indexOf('?') < 0 ? "?" : "&") + name + "=" + encode(value);
        return state == null ? url : url + "&state=" + encode(state);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
