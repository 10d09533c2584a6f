package dev.sluice.authorizer.pools.pool;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Where the service answers, as clients see it, and the names that follow from it. */
@ConfigMapping(prefix = "sluice")
public interface Addresses {
    /** The region of the installation. */
    @WithDefault("us-east-1")
    String region();

    /** The partition of ARNs. */
    @WithDefault("aws")
    String partition();

    /** The domain behind the hosts of the installation. */
    @WithName("endpoint.suffix")
    @WithDefault("localhost")
    String suffix();

    /** Whether paths under {@code /_aws/} stand for hosts. */
    @WithName("path-form")
    @WithDefault("false")
    boolean pathForm();

    /** The pools' own settings. */
    Pools pools();

    /** The pools' own settings. */
    interface Pools {
        /** The address in front of a pool's id in its issuer; the regional host unless set. */
        Optional<String> url();
    }

    /** What stands in front of a pool's id in its issuer. */
    default String base() {
        return pools().url().map(url -> url.replaceAll("/+$", "")).orElse("https://" + host());
    }

    /** The regional host of the pools. */
    default String host() {
        return "cognito-idp." + region() + "." + suffix();
    }

    /** A pool's issuer: the claim {@code iss} and the place of its key set. */
    default String issuer(String poolId) {
        return base() + "/" + poolId;
    }

    /** What stands in front of the OAuth endpoints of a domain. */
    default String domain(String domain) {
        return pathForm() ? base() + "/_aws/auth/" + domain : "https://" + domain + domainSuffix();
    }

    /** What follows a domain's prefix in its host. */
    default String domainSuffix() {
        return ".auth." + region() + "." + suffix();
    }

    /** A pool's ARN. */
    default String arn(String tenant, String poolId) {
        return "arn:" + partition() + ":cognito-idp:" + region() + ":" + tenant + ":userpool/" + poolId;
    }
}
