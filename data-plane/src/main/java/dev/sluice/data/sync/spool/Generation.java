package dev.sluice.data.sync.spool;

import org.jspecify.annotations.Nullable;

/** One kept value of a key: where it stands, or the bytes themselves while the disk does not take them. */
final class Generation {
    private final long revision;
    private final boolean flagged;
    private final @Nullable Location location;
    private final byte @Nullable [] unsaved;

    private Generation(long revision, boolean flagged, @Nullable Location location, byte @Nullable [] unsaved) {
        this.revision = revision;
        this.flagged = flagged;
        this.location = location;
        this.unsaved = unsaved;
    }

    static Generation at(long revision, boolean flagged, Location location) {
        return new Generation(revision, flagged, location, null);
    }

    static Generation unsaved(long revision, boolean flagged, byte[] value) {
        return new Generation(revision, flagged, null, value);
    }

    long revision() {
        return revision;
    }

    /** The caller's mark for values that must be read at start. */
    boolean flagged() {
        return flagged;
    }

    @Nullable
    Location location() {
        return location;
    }

    byte @Nullable [] unsaved() {
        return unsaved;
    }
}
