package dev.sluice.data.origin;

import java.time.Duration;

/**
 * Opens after a number of failures in a row to reach an origin, so that a dead one costs nothing; after a while one call
 * may try, and its result decides. Confined to one loop.
 */
final class Breaker {
    private final int threshold;
    private final long openNanos;
    private int failures;
    private long retryAtNanos;

    Breaker(int threshold, Duration open) {
        this.threshold = threshold;
        this.openNanos = open.toNanos();
    }

    /** Whether a call may go out now; true once per interval while open. */
    boolean admits(long nowNanos) {
        if (failures < threshold) {
            return true;
        }
        if (nowNanos - retryAtNanos < 0) {
            return false;
        }
        retryAtNanos = nowNanos + openNanos;
        return true;
    }

    void succeeded() {
        failures = 0;
    }

    void failed(long nowNanos) {
        failures++;
        if (failures == threshold) {
            retryAtNanos = nowNanos + openNanos;
        }
    }

    boolean untouched() {
        return failures == 0;
    }
}
