package dev.sluice.control.propagation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a call waits for the nodes. */
@ConfigMapping(prefix = "sluice.propagation")
public interface PropagationSettings {
    /** Wait of a tenant whose setting waitForPropagation is on, when the call names no time. */
    @WithDefault("10S")
    Duration defaultWait();

    /** Longest wait that a call may ask for; a longer one is cut to it. */
    @WithDefault("60S")
    Duration longestWait();
}
