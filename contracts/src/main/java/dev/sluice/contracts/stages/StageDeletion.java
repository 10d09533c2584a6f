package dev.sluice.contracts.stages;

/** Says that a stage is gone. A record like any other, so that a late snapshot cannot bring the stage back. */
public record StageDeletion(int formatVersion, StageKey key, long revision) implements StageRecord {
    /** The layout that this version of Sluice writes, which every reader of stages knows. */
    public static final int FORMAT_VERSION = 2;

    public StageDeletion {
        if (revision < 1) {
            throw new IllegalArgumentException("revision must be positive, was " + revision);
        }
    }
}
