package dev.sluice.control.outbox;

import java.time.Duration;

/** Waits between attempts: from the first, doubling up to the longest. Confined to one thread. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** The wait before the next attempt. */
    public Duration next() {
        var wait = next;
        var doubled = wait.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return wait;
    }

    /** After a success. */
    public void reset() {
        next = first;
    }
}
