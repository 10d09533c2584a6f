package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.StageFacts;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one loop counted on one UTC day, in the fraction of a second until it is handed over. Confined to one thread at a time. */
final class MeterBatch {
    private final long day;
    private final IdentityHashMap<StageFacts, StageCalls> stages = new IdentityHashMap<>();

    /** The calls of one stage: without a key, and by key. */
    private static final class StageCalls {
        private final CallCount keyless = new CallCount();
        private final Map<String, CallCount> byKey = new HashMap<>(0);
    }

    /** Takes what was counted, each stage and key once. */
    interface Taker {
        void take(StageFacts stage, @Nullable String key, CallCount count);
    }

    MeterBatch(long day) {
        this.day = day;
    }

    long day() {
        return day;
    }

    /** Where calls of a stage count that were accepted with a key, or without one. */
    CallCount of(StageFacts stage, @Nullable String key) {
        StageCalls calls = stages.get(stage);
        if (calls == null) {
            calls = new StageCalls();
            stages.put(stage, calls);
        }
        if (key == null) {
            return calls.keyless;
        }
        CallCount count = calls.byKey.get(key);
        if (count == null) {
            count = new CallCount();
            calls.byKey.put(key, count);
        }
        return count;
    }

    void each(Taker taker) {
        stages.forEach((stage, calls) -> {
            if (calls.keyless.calls() > 0) {
                taker.take(stage, null, calls.keyless);
            }
            calls.byKey.forEach((key, count) -> taker.take(stage, key, count));
        });
    }
}
