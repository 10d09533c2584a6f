package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.protocol.WireJson;

/** An error by its name in RFC 6749. */
final class OAuthError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    OAuthError(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    HttpAnswer answer() {
        return HttpAnswer.json(400, WireJson.object().put("error", code).toString());
    }
}
