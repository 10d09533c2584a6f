package dev.sluice.control.outbox;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The cell's key, which seals records and what nodes report. */
@ConfigMapping(prefix = "sluice.keys.cell")
public interface CellKeySettings {
    Path file();
}
