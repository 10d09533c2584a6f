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
    private final ConcurrentHashMap<String, Map<String, Issuer>> byTenant = new ConcurrentHashMap<>();

    /** Puts those of a record into effect, in place of the tenant's before. One that cannot be asked for keys is left out. */
    public void put(TargetsRecord record) {
        Map<String, Issuer> issuers = new HashMap<>();
        for (OidcProvider provider : record.oidcProviders()) {
            Issuer issuer = issuer(record.tenant(), provider);
            if (issuer != null) {
                issuers.put(issuer.name(), issuer);
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

    /** The issuer of this name as the tenant trusts it now; null when it does not. */
    public @Nullable Issuer find(String tenant, String name) {
        Map<String, Issuer> issuers = byTenant.get(tenant);
        return issuers == null ? null : issuers.get(name);
    }

    private static @Nullable Issuer issuer(String tenant, OidcProvider provider) {
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
                : new Issuer(
                        Issuer.Kind.OPENID_CONNECT,
                        tenant,
                        provider.issuer(),
                        algorithms,
                        Set.copyOf(provider.clientIds()),
                        place);
    }
}
