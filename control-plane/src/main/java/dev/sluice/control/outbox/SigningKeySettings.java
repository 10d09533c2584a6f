package dev.sluice.control.outbox;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The private key that signs records. */
@ConfigMapping(prefix = "sluice.keys.signing")
public interface SigningKeySettings {
    Path file();
}
