package dev.sluice.data.access.tokens;

import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TargetsRecord.OidcProvider;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The OpenID Connect issuers that each tenant trusts. Loops read without locks; workers replace a tenant's whole. */
public final class OidcIssuers {
    private final ConcurrentHashMap<String, Map<String, Trust>> byTenant = new ConcurrentHashMap<>();

    /** Puts those of a record into effect, in place of the tenant's before. One that cannot be asked for keys is left out. */
    public void put(TargetsRecord record) {
        Map<String, Trust> issuers = new HashMap<>();
        for (OidcProvider provider : record.oidcProviders()) {
            Trust trust = trust(record.tenant(), provider);
            if (trust != null) {
                issuers.put(provider.issuer(), trust);
            }
        }
        if (issuers.isEmpty()) {
            byTenant.remove(record.tenant());
        } else {
            byTenant.put(record.tenant(), Map.copyOf(issuers));
        }
    }

    /** What a tenant trusts cannot be read: it trusts nobody. */
    public void unreadable(String tenant) {
        byTenant.remove(tenant);
    }

    /** How the tenant trusts the issuer of this name now; null when it does not. */
    public @Nullable Trust find(String tenant, String name) {
        Map<String, Trust> issuers = byTenant.get(tenant);
        return issuers == null ? null : issuers.get(name);
    }

    private static @Nullable Trust trust(String tenant, OidcProvider provider) {
        Set<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
        for (String name : provider.algorithms()) {
            Algorithm algorithm = Algorithm.named(name);
            if (algorithm != null) {
                algorithms.add(algorithm);
            }
        }
        Issuer.Place place = Discovery.of(tenant, provider.issuer());
        return place == null || provider.clientIds().isEmpty()
                ? null
                : new Trust(
                        new Issuer(Issuer.Kind.OPENID_CONNECT, tenant, provider.issuer(), place),
                        algorithms,
                        Set.copyOf(provider.clientIds()));
    }
}
