package dev.sluice.data.access.pools;

import dev.sluice.data.access.tokens.OidcIssuers;
import dev.sluice.data.access.tokens.Trust;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.transform.MappingRefused;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The issuers that one authorizer names. A pool is what its ARN says; an OpenID Connect issuer counts as its tenant trusts it
 * at the time of a call. Immutable but for those.
 */
final class Providers {
    private final String tenant;
    private final Map<String, Trust> pools;
    private final Set<String> others;
    private final OidcIssuers registered;

    private Providers(String tenant, Map<String, Trust> pools, Set<String> others, OidcIssuers registered) {
        this.tenant = tenant;
        this.pools = Map.copyOf(pools);
        this.others = Set.copyOf(others);
        this.registered = registered;
    }

    /** Those of the ARNs, in which stage variables have their values. */
    static Providers of(List<String> arns, UserPools known, StageFacts stage) throws MappingRefused {
        if (arns.isEmpty()) {
            throw new MappingRefused("an authorizer of user pools names none");
        }
        Map<String, Trust> pools = new HashMap<>();
        Set<String> others = new HashSet<>();
        for (String arn : arns) {
            Trust pool = known.pool(stage.tenant(), arn);
            String other = UserPools.oidc(stage.tenant(), arn);
            if (pool != null) {
                pools.put(pool.issuer().name(), pool);
            } else if (other != null) {
                others.add(other);
            } else {
                throw new MappingRefused(
                        "the provider " + arn + " is neither a user pool nor an OpenID Connect issuer of this account");
            }
        }
        return new Providers(stage.tenant(), pools, others, known.registered());
    }

    /** How the issuer that a token names is trusted; null when the authorizer does not name it, or the tenant does not trust it any more. */
    @Nullable
    Trust find(@Nullable String name) {
        if (name == null) {
            return null;
        }
        Trust pool = pools.get(name);
        if (pool != null || others.isEmpty()) {
            return pool;
        }
        String called = UserPools.oidcName(name);
        return called != null && others.contains(called) ? registered.find(tenant, name) : null;
    }

    /** Whether the issuer is still trusted in the same way. */
    boolean include(Trust trust) {
        return trust.equals(find(trust.issuer().name()));
    }
}
