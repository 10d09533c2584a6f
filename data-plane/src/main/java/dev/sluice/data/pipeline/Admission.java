package dev.sluice.data.pipeline;

/**
 * What a step counts a call by that it let pass, or refused: has a word in the reply, and ends with the exchange. Confined
 * to the exchange's loop.
 */
public interface Admission {
    /** Adds to the head of the reply, which is about to be written; called again when another one takes its place. */
    void tell(Headers reply);

    /** The exchange is over, however it ended. Called once. */
    void end();
}
