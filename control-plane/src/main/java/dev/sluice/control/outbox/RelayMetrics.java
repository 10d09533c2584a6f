package dev.sluice.control.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What the relay counts. */
@Singleton
class RelayMetrics {
    private final Timer latency;
    private final Counter repeated;
    private final Counter rounds;
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

    void unsent(long rows) {
        unsent.set(rows);
    }

    void leading(boolean now) {
        leading.set(now ? 1 : 0);
    }
}
