package dev.sluice.data.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.data.pipeline.StageFacts;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeteredCallsTest {
    private static final long DAY = 20_786;

    private final MeteredCalls calls = new MeteredCalls(3);

    private static StageFacts stage(String name) {
        return new StageFacts("123456789012", "abcdefghij", name, "dep", Map.of());
    }

    private static MeterBatch batch(long day, StageFacts stage, @Nullable String... keys) {
        var batch = new MeterBatch(day);
        for (String key : keys) {
            batch.of(stage, key).add(1, 10, 100);
        }
        return batch;
    }

    private static UsageReport.Metered metered(String stage, @Nullable String key, long day, long calls) {
        return new UsageReport.Metered("123456789012", "abcdefghij", stage, key, day, calls, 10 * calls, 100 * calls);
    }

    @Test
    void addsUpWhatLoopsGaveByStageKeyAndDay() {
        // given: two generations of one stage, as around a deployment, on two loops
        calls.give(batch(DAY, stage("prod"), null, null, "k1"));
        calls.give(batch(DAY, stage("prod"), null, "k1"));
        calls.give(batch(DAY + 1, stage("prod"), "k1"));

        // when
        calls.collect();

        // then
        assertThat(calls.waiting())
                .containsExactly(
                        metered("prod", null, DAY, 3),
                        metered("prod", "k1", DAY, 2),
                        metered("prod", "k1", DAY + 1, 1));
    }

    /** Reports count on it: what waits has its place in one of them. */
    @Test
    void whatIsCountedOnKeepsItsPlaceUntilAllIsForgotten() {
        // given
        calls.give(batch(DAY, stage("prod"), "k1", "k2"));
        calls.collect();

        // when
        calls.give(batch(DAY, stage("prod"), null, "k2", "k1"));
        calls.collect();
        var waiting = calls.waiting().toList();
        calls.clear();

        // then
        assertThat(waiting)
                .containsExactly(
                        metered("prod", "k1", DAY, 2), metered("prod", "k2", DAY, 2), metered("prod", null, DAY, 1));
        assertThat(calls.size()).isZero();
    }

    @Test
    void losesNoCallWhenItIsFull() {
        // given
        String[] keys = IntStream.range(0, 100).mapToObj(number -> "k" + number).toArray(String[]::new);

        // when
        calls.give(batch(DAY, stage("prod"), keys));
        calls.collect();

        // then
        assertThat(calls.size()).isEqualTo(4);
        assertThat(calls.waiting().mapToLong(UsageReport.Metered::calls).sum()).isEqualTo(100);
        assertThat(calls.waiting()).contains(metered("prod", null, DAY, 97));
    }
}
