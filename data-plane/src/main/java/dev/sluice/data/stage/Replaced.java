package dev.sluice.data.stage;

/** What became of a snapshot that was offered to {@link StageTable#replace}. */
public sealed interface Replaced {
    /** The stage serves the new snapshot. */
    record Served() implements Replaced {}

    /** The revision is below the one at hand; nothing changed. */
    record Stale(long currentRevision) implements Replaced {}

    /** The snapshot does not compile; what served before still serves. */
    record Refused(String reason) implements Replaced {}
}
