package dev.sluice.data.telemetry;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Plain counters of one loop. The loop alone writes; a scrape reads from another thread, and may be a moment behind.
 * Opaque access keeps each number whole and costs the loop nothing.
 */
final class Counters {
    /** Upper bounds of the latency buckets in microseconds; one more bucket holds the rest. */
    static final long[] BUCKET_MICROS = {
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        30_000_000
    };

    static final int BUCKETS = BUCKET_MICROS.length + 1;
    static final int STATUS_CLASSES = 5;
    static final int PROTOCOLS = Protocol.values().length;

    static final int OPENED = 0;
    static final int CLOSED = 1;
    static final int REQUEST_BYTES = 2;
    static final int RESPONSE_BYTES = 3;
    static final int DROPPED_LINES = 4;
    static final int GONE = 5;
    static final int REFUSED_CONNECTIONS = 6;
    static final int LATENCY_MICROS = 7;
    static final int ORIGIN_MICROS = 8;
    static final int HANDSHAKES = 9;
    static final int FAILED_HANDSHAKES = 10;
    static final int FLOODS = 11;
    static final int PROTOCOL = 12;
    static final int STATUS = PROTOCOL + PROTOCOLS;
    static final int LATENCY = STATUS + STATUS_CLASSES;
    static final int ORIGIN = LATENCY + BUCKETS;
    static final int FAILURE = ORIGIN + BUCKETS;
    static final int COUNT = FAILURE + FailureKind.COUNT;

    private final AtomicLongArray values = new AtomicLongArray(COUNT);

    void add(int counter, long amount) {
        values.setOpaque(counter, values.getPlain(counter) + amount);
    }

    long get(int counter) {
        return values.getOpaque(counter);
    }

    void status(int status) {
        add(STATUS + Math.clamp(status / 100 - 1, 0, STATUS_CLASSES - 1), 1);
    }

    /** Counts a duration in its bucket; {@code first} is {@link #LATENCY} or {@link #ORIGIN}. */
    void duration(int first, int sum, long micros) {
        int bucket = 0;
        while (bucket < BUCKET_MICROS.length && micros > BUCKET_MICROS[bucket]) {
            bucket++;
        }
        add(first + bucket, 1);
        add(sum, micros);
    }
}
