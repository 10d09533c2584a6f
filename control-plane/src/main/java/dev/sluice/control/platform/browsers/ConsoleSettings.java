package dev.sluice.control.platform.browsers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where browsers find the console. */
@ConfigMapping(prefix = "sluice.console")
public interface ConsoleSettings {
    /** Scheme, host and port, as browsers see them; the issuer sends them back there. */
    @WithDefault("http://localhost:${sluice.control.port:8080}")
    String address();
}
