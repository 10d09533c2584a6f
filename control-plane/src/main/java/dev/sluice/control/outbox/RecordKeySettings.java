package dev.sluice.control.outbox;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The keys of records: the cell's, which seals them, and the one that signs them. */
@ConfigMapping(prefix = "sluice.keys")
public interface RecordKeySettings {
    KeyFileSettings cell();

    KeyFileSettings signing();

    /** Where a key file is. */
    interface KeyFileSettings {
        Path file();
    }
}
