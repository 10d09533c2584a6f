package dev.sluice.control.platform.signature;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies the door holds of callers that it does not know yet, all together. Any thread. */
final class HeldBytes {
    private final long most;
    private final AtomicLong held = new AtomicLong();

    HeldBytes(long most) {
        this.most = most;
    }

    /** Counts that many more; false, and nothing counted, when they are too many. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        give(bytes);
        return false;
    }

    /** Counts that many less. */
    void give(long bytes) {
        held.addAndGet(-bytes);
    }
}
