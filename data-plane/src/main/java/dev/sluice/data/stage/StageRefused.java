package dev.sluice.data.stage;

/** A snapshot that this node cannot serve as it stands. The message names the method and the rule; it is shown to the owner. */
public final class StageRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public StageRefused(String reason) {
        super(reason);
    }
}
