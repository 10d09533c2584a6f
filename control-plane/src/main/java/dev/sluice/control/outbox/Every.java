package dev.sluice.control.outbox;

import java.time.Duration;

/** Lets something happen once in each period; at first after one. Confined to one thread. */
final class Every {
    private final long periodNanos;
    private long nextNanos;

    Every(Duration period) {
        periodNanos = period.toNanos();
        nextNanos = System.nanoTime() + periodNanos;
    }

    /** True once a period. */
    boolean due() {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            return false;
        }
        nextNanos = now + periodNanos;
        return true;
    }
}
