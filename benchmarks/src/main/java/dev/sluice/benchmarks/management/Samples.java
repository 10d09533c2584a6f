package dev.sluice.benchmarks.management;

import java.util.Arrays;
import java.util.Locale;

/** Times of calls of one kind. Thread-safe; ask for figures once all calls have ended. */
final class Samples {
    private final String name;
    private long[] nanos = new long[1_024];
    private int count;

    Samples(String name) {
        this.name = name;
    }

    synchronized void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    synchronized int count() {
        return count;
    }

    /** The time that a part of all calls stayed within. */
    synchronized double millis(double part) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return count == 0 ? Double.NaN : sorted[(int) Math.min(count - 1L, (long) (part * count))] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-8s %6d calls, p50 %5.1f ms, p90 %5.1f ms, p99 %5.1f ms, max %5.1f ms",
                name,
                count(),
                millis(0.50),
                millis(0.90),
                millis(0.99),
                millis(1));
    }
}
