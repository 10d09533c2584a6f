package dev.sluice.data.access.tokens;

import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.targets.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Who signs tokens, and where the keys are. Compared as a whole: issuers of two tenants share nothing, whatever their names.
 *
 * @param tenant who accepts its tokens
 * @param name what the claim {@code iss} has to be, to the letter
 * @param place where the key set is, or the document that tells
 */
public record Issuer(Kind kind, String tenant, String name, Place place) {
    /** What else is known of an issuer's tokens. */
    public enum Kind {
        /** Of this installation: a token says what it is for, and a pool whose keys are not found is gone. */
        USER_POOL,
        /** Any other: a discovery document tells where its keys are (OpenID Connect Discovery 1.0, section 4). */
        OPENID_CONNECT
    }

    /**
     * Where a document is fetched from; whether the address may be called is the guarded client's to decide.
     *
     * @param origin the server
     * @param header its Host header
     * @param target path and query
     */
    public record Place(OriginKey origin, String header, String target) {
        /** Where an absolute URL leads; null for one that names no server, or a user or a fragment beside it. */
        static @Nullable Place at(String tenant, String url) {
            try {
                URI uri = new URI(url);
                if (uri.getRawAuthority() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                    return null;
                }
                Endpoint server = Endpoint.parse(uri.getScheme() + "://" + uri.getRawAuthority());
                String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
                String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                var origin = new OriginKey(tenant, server.host(), server.port(), server.secure(), false);
                return server.isUsable() ? new Place(origin, server.header(), path + query) : null;
            } catch (URISyntaxException _) {
                return null;
            }
        }
    }
}
