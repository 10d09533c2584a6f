package dev.sluice.data.access.pools;

import dev.sluice.data.access.tokens.Algorithm;
import dev.sluice.data.access.tokens.Issuer;
import dev.sluice.data.access.tokens.OidcIssuers;
import dev.sluice.data.access.tokens.TokenVerifier;
import dev.sluice.data.access.tokens.Trust;
import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.targets.Endpoint;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens authorizers of user pools may name: the pools of the installation, which all have names under one URL and
 * their key sets at the authorizer service (identity-and-waf 3), and the OpenID Connect issuers that tenants trust. Immutable.
 */
public final class UserPools {
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z0-9-]+:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/([A-Za-z0-9_-]{1,128})");
    private static final Pattern OIDC =
            Pattern.compile("arn:[a-z0-9-]+:iam::([0-9]{12}):oidc-provider/(\\S{0,254}[^\\s/])/?");

    private final String url;
    private final Endpoint service;
    private final OidcIssuers registered;
    private final TokenVerifier verifier;

    /**
     * For a node.
     *
     * @param url what stands in front of a pool's id in its issuer; without a slash behind it
     * @param service where the key sets are
     * @param registered the issuers that are no pools
     */
    public UserPools(String url, Endpoint service, OidcIssuers registered, TokenVerifier verifier) {
        this.url = url;
        this.service = service;
        this.registered = registered;
        this.verifier = verifier;
    }

    TokenVerifier verifier() {
        return verifier;
    }

    OidcIssuers registered() {
        return registered;
    }

    /** The name of an issuer in the ARN of an OpenID Connect provider of the tenant's; null for another ARN. */
    static @Nullable String oidc(String tenant, String arn) {
        Matcher provider = OIDC.matcher(arn);
        return provider.matches() && provider.group(1).equals(tenant) ? provider.group(2) : null;
    }

    /** What an issuer is called there: without its scheme, and without a slash at its end; null for no URL. */
    static @Nullable String oidcName(String issuer) {
        int scheme = issuer.indexOf("://");
        int end = issuer.length() - (issuer.endsWith("/") ? 1 : 0);
        return scheme < 0 ? null : issuer.substring(scheme + 3, Math.max(scheme + 3, end));
    }

    /**
     * The pool that the ARN of a provider names; null when it names none. An API may name the pool of another account,
     * as on AWS: its owner says whom it trusts.
     *
     * @param tenant whose API it is
     */
    @Nullable
    Trust pool(String tenant, String arn) {
        Matcher pool = ARN.matcher(arn);
        if (!pool.matches()) {
            return null;
        }
        String id = pool.group(1);
        var origin = new OriginKey(tenant, service.host(), service.port(), service.secure(), false);
        var keys = new Issuer.Place(origin, service.header(), "/" + id + "/.well-known/jwks.json");
        return new Trust(
                new Issuer(Issuer.Kind.USER_POOL, tenant, url + "/" + id, keys), Set.of(Algorithm.RS256), Set.of());
    }
}
