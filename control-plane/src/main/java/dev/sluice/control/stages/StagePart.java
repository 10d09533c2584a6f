package dev.sluice.control.stages;

/**
 * What hangs on a stage but is kept elsewhere. Called in the transaction of the change, under the row locks of the API
 * and the stage; throwing refuses the change.
 */
public interface StagePart {
    /** The stage is about to be deleted. */
    void deleting(Stage stage);
}
