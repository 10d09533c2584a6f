package dev.sluice.control.apis.diff;

import org.jspecify.annotations.Nullable;

/** What happened to a thing between two definitions. */
public enum Kind {
    ADDED,
    REMOVED,
    CHANGED;

    /** Null means that the thing was not there. */
    static Kind of(@Nullable Object before, @Nullable Object after) {
        if (before == null) {
            return ADDED;
        }
        return after == null ? REMOVED : CHANGED;
    }
}
