package dev.sluice.authorizer.access;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The keys that the service holds: what the control plane publishes is sealed under one and signed by the other. */
@ConfigMapping(prefix = "sluice.keys")
public interface KeySettings {
    /** Opens records; internal calls are signed under it. */
    KeyPlace cell();

    /** Checks that records come from the control plane. */
    KeyPlace signingPublic();

    /** A key file. */
    interface KeyPlace {
        Path file();
    }
}
