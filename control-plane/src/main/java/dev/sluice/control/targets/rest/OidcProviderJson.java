package dev.sluice.control.targets.rest;

import dev.sluice.control.targets.OidcProvider;
import java.time.Instant;
import java.util.List;

/** An OpenID Connect issuer that the tenant trusts. */
public record OidcProviderJson(
        String providerArn,
        String issuer,
        List<String> clientIds,
        List<String> algorithms,
        Instant createdAt,
        Instant updatedAt) {
    static OidcProviderJson of(OidcProvider provider) {
        return new OidcProviderJson(
                provider.providerArn(),
                provider.issuer(),
                provider.clientIds(),
                provider.algorithms(),
                provider.createdAt(),
                provider.updatedAt());
    }
}
