package dev.sluice.data.origin;

import org.jspecify.annotations.Nullable;

/** What can stand in a {@link DeadlineWheel}: at most one wheel, at most once. */
abstract class Timed {
    @Nullable
    Timed previous;

    @Nullable
    Timed next;

    long deadlineNanos;
    int slot = -1;

    /** The deadline has passed; the wheel has let go. May be added again. */
    abstract void expired(long nowNanos);
}
