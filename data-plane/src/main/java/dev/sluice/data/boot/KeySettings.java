package dev.sluice.data.boot;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The two keys that a node holds. */
@ConfigMapping(prefix = "sluice.keys")
interface KeySettings {
    /** Opens records and the spool, seals messages of the node. */
    KeyPlace cell();

    /** Checks that records come from the control plane. */
    KeyPlace signingPublic();

    /** A key file. */
    interface KeyPlace {
        Optional<Path> file();
    }
}
