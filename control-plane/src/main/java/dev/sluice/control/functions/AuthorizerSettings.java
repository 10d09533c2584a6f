package dev.sluice.control.functions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the authorizer service is. */
@ConfigMapping(prefix = "sluice.authorizer")
public interface AuthorizerSettings {
    /** Host and port, by which the control plane and the nodes reach it. */
    @WithDefault("localhost:8090")
    String address();
}
