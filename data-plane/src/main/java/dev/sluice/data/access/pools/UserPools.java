package dev.sluice.data.access.pools;

import dev.sluice.data.access.tokens.Algorithm;
import dev.sluice.data.access.tokens.Issuer;
import dev.sluice.data.access.tokens.TokenVerifier;
import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.targets.Endpoint;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user pools of the installation as issuers of tokens: all have names under one URL, and their key sets are at the
 * authorizer service (identity-and-waf 3). What names a provider otherwise is added here. Immutable.
 */
public final class UserPools {
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z0-9-]+:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/([A-Za-z0-9_-]{1,128})");

    private final String url;
    private final Endpoint service;
    private final TokenVerifier verifier;

    /**
     * For a node.
     *
     * @param url what stands in front of a pool's id in its issuer; without a slash behind it
     * @param service where the key sets are
     */
    public UserPools(String url, Endpoint service, TokenVerifier verifier) {
        this.url = url;
        this.service = service;
        this.verifier = verifier;
    }

    TokenVerifier verifier() {
        return verifier;
    }

    /**
     * The issuer that the ARN of a provider names; null when it names no pool. An API may name the pool of another account,
     * as on AWS: its owner says whom it trusts.
     *
     * @param tenant whose API it is
     */
    @Nullable
    Issuer issuer(String tenant, String arn) {
        Matcher pool = ARN.matcher(arn);
        if (!pool.matches()) {
            return null;
        }
        String id = pool.group(1);
        var origin = new OriginKey(tenant, service.host(), service.port(), service.secure(), false);
        return new Issuer(
                tenant,
                url + "/" + id,
                Set.of(Algorithm.RS256),
                new Issuer.KeyPlace(origin, service.header(), "/" + id + "/.well-known/jwks.json"));
    }
}
