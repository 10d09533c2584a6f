package dev.sluice.control.outbox;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Pace and memory of the relay. */
@ConfigMapping(prefix = "sluice.outbox")
public interface OutboxSettings {
    /** Time in which the beat publishes every record again, longer when {@link #beatBytesPerSecond} does not suffice. */
    @WithDefault("10M")
    Duration beatRound();

    /** Most bytes a second that the beat and the healing of lagging nodes send. */
    @WithDefault("1M")
    MemorySize beatBytesPerSecond();

    /** How long sent rows of the outbox are kept; those of totals of quotas a minute. */
    @WithDefault("1H")
    Duration keepSent();

    /** How long the record of a deletion is kept before its key is forgotten. */
    @WithDefault("30D")
    Duration keepDeletions();
}
