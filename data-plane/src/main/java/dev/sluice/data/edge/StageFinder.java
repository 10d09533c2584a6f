package dev.sluice.data.edge;

import dev.sluice.data.stage.Lookup;

/** Where the edge looks for the stage of a call: {@code StageTable::find}. Called on any loop; never blocks. */
@FunctionalInterface
public interface StageFinder {
    /** The stage; for an API id that is empty the answer says whether the node is configured at all. */
    Lookup find(String api, String stage);
}
