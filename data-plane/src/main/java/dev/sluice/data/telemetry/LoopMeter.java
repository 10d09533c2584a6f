package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.AcceptedKey;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.StageFacts;
import org.jspecify.annotations.Nullable;

/**
 * The metered calls of one loop since it last handed them over: plain numbers, found by the identity of the stage that
 * served. Confined to that loop.
 */
final class LoopMeter {
    private static final long MILLIS_OF_A_DAY = 86_400_000;

    private final MeteredCalls all;
    private @Nullable MeterBatch batch;

    LoopMeter(MeteredCalls all) {
        this.all = all;
    }

    /** Counts a call on the day on which it began. */
    void count(Exchange exchange, StageFacts stage, CallEnd end) {
        AcceptedKey key = exchange.apiKey();
        on(exchange.startEpochMillis() / MILLIS_OF_A_DAY)
                .of(stage, key == null ? null : key.id())
                .add(1, end.requestBytes(), end.responseBytes());
    }

    private MeterBatch on(long day) {
        MeterBatch current = batch;
        if (current == null || current.day() != day) {
            flush();
            current = new MeterBatch(day);
            batch = current;
        }
        return current;
    }

    /** Hands over what it counted; a stage that is idle leaves nothing behind. */
    void flush() {
        MeterBatch current = batch;
        if (current != null) {
            batch = null;
            all.give(current);
        }
    }
}
