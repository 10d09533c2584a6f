package dev.sluice.control.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What the relay counts. */
@Singleton
class RelayMetrics {
    private final Timer latency;
    private final Counter repeated;
    private final Counter rounds;
    private final Counter renewed;
    private final AtomicReference<Double> underOldKeys = new AtomicReference<>(Double.NaN);
    private final AtomicLong unsent;
    private final AtomicLong leading;

    RelayMetrics(MeterRegistry registry) {
        latency = Timer.builder("sluice.outbox.latency")
                .description("From writing a change to the broker's acknowledgement")
                .publishPercentileHistogram()
                .register(registry);
        repeated = Counter.builder("sluice.beat.bytes")
                .description("Bytes of records that were published again")
                .register(registry);
        rounds = Counter.builder("sluice.beat.inventories")
                .description("Partitions that were published again and counted")
                .register(registry);
        renewed = Counter.builder("sluice.records.renewed")
                .description("Stored records that were sealed and signed anew under the newest keys")
                .register(registry);
        Gauge.builder("sluice.records.under.old.keys", underOldKeys, AtomicReference::get)
                .description("Stored records that the last round could not bring under the newest keys")
                .register(registry);
        unsent = registry.gauge("sluice.outbox.unsent", new AtomicLong());
        leading = registry.gauge("sluice.relay.leading", new AtomicLong());
    }

    void sent(Duration sinceChange) {
        latency.record(sinceChange);
    }

    void repeated(long bytes) {
        repeated.increment((double) bytes);
    }

    void inventory() {
        rounds.increment();
    }

    void renewed() {
        renewed.increment();
    }

    /** After a whole round; until the first one nothing is known. */
    void underOldKeys(long records) {
        underOldKeys.set((double) records);
    }

    void unsent(long rows) {
        unsent.set(rows);
    }

    void leading(boolean now) {
        leading.set(now ? 1 : 0);
    }
}
