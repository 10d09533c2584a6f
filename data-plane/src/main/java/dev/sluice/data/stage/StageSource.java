package dev.sluice.data.stage;

import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.stages.StageSnapshot;
import java.io.IOException;

/** Where a stage's packed snapshot lies, to be opened when the stage is compiled. Called on workers only. */
@FunctionalInterface
public interface StageSource {
    /** Reads and unpacks the snapshot; each call reads anew. */
    StageSnapshot open() throws IOException, RecordRefused;

    /** What it opened does not compile. True when it now has an older snapshot to open. */
    default boolean refused(long revision, String reason) {
        return false;
    }
}
