package dev.sluice.control.platform.keys;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the master key is. */
@ConfigMapping(prefix = "sluice.keys.master")
public interface KeySettings {
    Path file();
}
