package dev.sluice.data.access.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The discovery document of an issuer (OpenID Connect Discovery 1.0, section 4): where it is, and what it has to say. Pure functions. */
final class Discovery {
    private static final String DOCUMENT = "/.well-known/openid-configuration";

    private Discovery() {}

    /** Where the document of an issuer is; null when its name is no URL of a server. */
    static Issuer.@Nullable Place of(String tenant, String issuer) {
        boolean slash = issuer.endsWith("/");
        return issuer.indexOf('?') >= 0
                ? null
                : Issuer.Place.at(tenant, (slash ? issuer.substring(0, issuer.length() - 1) : issuer) + DOCUMENT);
    }

    /**
     * Where the document says that the keys are; null when it is another issuer's (section 4.3), or names no place for
     * them, or one that is less safe than its own.
     */
    static Issuer.@Nullable Place keys(Issuer issuer, byte[] document) {
        JsonNode object = StrictJson.object(document);
        if (object == null || !issuer.name().equals(StrictJson.text(object, "issuer"))) {
            return null;
        }
        String url = StrictJson.text(object, "jwks_uri");
        Issuer.Place keys = url == null ? null : Issuer.Place.at(issuer.tenant(), url);
        boolean safe = keys != null
                && (keys.origin().secure() || !issuer.place().origin().secure());
        return safe ? keys : null;
    }
}
