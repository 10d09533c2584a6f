package dev.sluice.data.boot;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What one node is told. */
@ConfigMapping(prefix = "sluice.node")
interface NodeSettings {
    /** Stable id of the node; absent: random, kept in the spool. */
    Optional<String> id();

    /** The folder in which the node keeps its configuration; each node has its own. */
    Optional<Path> spool();

    /** How long the listener stays open after readiness is gone, so that balancers notice. */
    @WithDefault("0S")
    Duration drainDelay();

    /** How long calls in flight may take after the node was asked to stop. */
    @WithDefault("25S")
    Duration drainGrace();

    /** Event loops of the traffic; 0: one per processor. */
    @WithDefault("0")
    int eventLoops();

    /** Memory for compiled stages; those used last are kept. */
    @WithDefault("128M")
    MemorySize compiledStages();

    Traffic traffic();

    Management management();

    /** Where tenants' clients call. */
    interface Traffic {
        @WithDefault("127.0.0.1")
        String host();

        @WithDefault("8000")
        int port();
    }

    /** Where health and metrics are, and internal calls arrive. */
    interface Management {
        @WithDefault("127.0.0.1")
        String host();

        @WithDefault("8001")
        int port();
    }
}
