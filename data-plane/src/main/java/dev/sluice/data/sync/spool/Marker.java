package dev.sluice.data.sync.spool;

import org.jspecify.annotations.Nullable;

/** Says that a revision was deleted or refused; the location is absent while the disk does not take it. */
record Marker(FrameKind kind, long revision, @Nullable Location location) {
    boolean deletes() {
        return kind == FrameKind.DELETED;
    }
}
