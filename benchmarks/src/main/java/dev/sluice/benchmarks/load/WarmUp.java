package dev.sluice.benchmarks.load;

import java.time.Duration;

/** How long a process is driven before it is measured: at least, at most, and how often it is looked at in between. */
public record WarmUp(Duration shortest, Duration longest, Duration step) {
    /** From the system properties {@code warmup} and {@code longestwarmup}, in seconds. */
    public static WarmUp fromProperties() {
        return new WarmUp(
                Duration.ofSeconds(Integer.getInteger("warmup", 20)),
                Duration.ofSeconds(Integer.getInteger("longestwarmup", 240)),
                Duration.ofSeconds(8));
    }
}
