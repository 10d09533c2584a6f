package dev.sluice.benchmarks.load;

import java.time.Duration;

/** What a run did: how many calls were answered, and how long each took. */
public final class LoadResult {
    private final long[] sortedNanos;

    LoadResult(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    public long calls() {
        return sortedNanos.length;
    }

    /** Latency below which a fraction (0 to 1) of the calls stayed. */
    public Duration percentile(double fraction) {
        if (sortedNanos.length == 0) {
            return Duration.ZERO;
        }
        int index = (int) Math.min(sortedNanos.length - 1L, Math.round(fraction * sortedNanos.length));
        return Duration.ofNanos(sortedNanos[index]);
    }
}
