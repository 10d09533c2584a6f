package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.StageFacts;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Prints what counting a call costs its loop. Run its main; arguments: number of stages (1,000). */
final class LoopMeterBenchmark {
    private static final int CALLS = 20_000_000;

    /** Between two ticks of a loop that serves 40,000 calls a second. */
    private static final int CALLS_A_TICK = 10_000;

    private static final int KEYS = 16;

    private LoopMeterBenchmark() {}

    static void main(String[] arguments) {
        int count = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
        var stages = new StageFacts[count];
        for (int number = 0; number < count; number++) {
            stages[number] = new StageFacts("123456789012", "api" + number, "prod", "dep", Map.of());
        }
        var keys = new String[KEYS];
        for (int number = 0; number < KEYS; number++) {
            keys[number] = "key" + number;
        }
        var random = RandomGenerator.of("Xoroshiro128PlusPlus");
        for (int round = 0; round < 5; round++) {
            var calls = new MeteredCalls();
            long nanos = 0;
            for (int call = 0; call < CALLS; call += CALLS_A_TICK) {
                var batch = new MeterBatch(20_786);
                long start = System.nanoTime();
                for (int each = 0; each < CALLS_A_TICK; each++) {
                    int chosen = random.nextInt(count);
                    String key = (chosen & 1) == 0 ? null : keys[each % KEYS];
                    batch.of(stages[chosen], key).add(1, 100, 1_000);
                }
                nanos += System.nanoTime() - start;
                calls.give(batch);
                calls.collect();
            }
            System.out.printf("%d stages, every other with a key: %d ns a call%n", count, nanos / CALLS);
        }
    }
}
