package dev.sluice.data.stage;

import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.stages.StageSnapshot;
import java.io.IOException;

/** Where a stage's packed snapshot lies, to be opened when the stage is compiled. Called on workers only. */
@FunctionalInterface
public interface StageSource {
    /** Reads and unpacks the snapshot; each call reads anew. */
    StageSnapshot open() throws IOException, RecordRefused;
}
