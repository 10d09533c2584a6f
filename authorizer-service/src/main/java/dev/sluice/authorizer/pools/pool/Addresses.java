package dev.sluice.authorizer.pools.pool;

import dev.sluice.authorizer.access.Installation;
import dev.sluice.authorizer.data.TenantId;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the service answers, as clients see it, and the names that follow from it. */
@Singleton
@Startup
public final class Addresses {
    private final Installation installation;
    private final String suffix;
    private final boolean pathForm;
    private final String base;

    Addresses(
            Installation installation,
            @ConfigProperty(name = "sluice.endpoint.suffix", defaultValue = "localhost") String suffix,
            @ConfigProperty(name = "sluice.path-form", defaultValue = "false") boolean pathForm,
            @ConfigProperty(name = "sluice.pools.url") Optional<String> url) {
        this.installation = installation;
        this.suffix = suffix;
        this.pathForm = pathForm;
        this.base = url.map(Addresses::checked).orElse("https://cognito-idp." + installation.region() + "." + suffix);
    }

    private static String checked(String url) {
        if (!url.matches("https?://[A-Za-z0-9._\\[\\]:-]+(/[A-Za-z0-9._~/-]*)?")) {
            throw new ConfigurationException("sluice.pools.url is " + url
                    + ", and must be an http or https address with neither query nor fragment");
        }
        return url.replaceAll("/+$", "");
    }

    /** The region of the installation. */
    public String region() {
        return installation.region();
    }

    /** Whether paths under {@code /_aws/} stand for hosts. */
    public boolean pathForm() {
        return pathForm;
    }

    /** A pool's issuer: the claim {@code iss} and the place of its key set. */
    public String issuer(String poolId) {
        return base + "/" + poolId;
    }

    /** What stands in front of the OAuth endpoints of a domain. */
    public String domain(String domain) {
        return pathForm ? base + "/_aws/auth/" + domain : "https://" + domain + domainSuffix();
    }

    /** The origin of a domain, as browsers write it. */
    public String domainOrigin(String domain) {
        URI uri = URI.create(domain(domain));
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** What follows a domain's prefix in its host. */
    public String domainSuffix() {
        return ".auth." + region() + "." + suffix;
    }

    /** A pool's ARN. */
    public String arn(String tenant, String poolId) {
        return installation.arn("cognito-idp", new TenantId(tenant), "userpool/" + poolId);
    }
}
