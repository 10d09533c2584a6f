package dev.sluice.data.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What all services of an installation are told alike. */
@ConfigMapping(prefix = "sluice")
interface InstallationSettings {
    @WithDefault("us-east-1")
    String region();

    /** The partition in ARNs. */
    @WithDefault("aws")
    String partition();

    /** The cell whose topics this node follows; absent: the default cell. */
    Optional<String> cell();

    /** Whether {@code /_aws/execute-api/...} works on hosts that are no API's. */
    @WithDefault("false")
    boolean pathForm();

    EndpointSettings endpoint();

    PoolSettings pools();

    /** Who issues the tokens of user pools. */
    interface PoolSettings {
        /** What stands in front of a pool's id in its issuer; absent: {@code https://cognito-idp.{region}.{suffix}}. */
        Optional<String> url();
    }

    /** How hosts of APIs end. */
    interface EndpointSettings {
        @WithDefault("localhost")
        String suffix();
    }
}
