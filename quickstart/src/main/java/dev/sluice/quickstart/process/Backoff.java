package dev.sluice.quickstart.process;

import java.time.Duration;

/** The wait before a restart: 0.5 s, doubling to 10 s; starts over once a process has lived for half a minute. Not thread-safe. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** @param lived how long the process that just ended had been running */
    Duration after(Duration lived) {
        if (lived.compareTo(STEADY) >= 0) {
            next = FIRST;
        }
        var wait = next;
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
