package dev.sluice.data.access.keys;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.plan;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UsageLedgerTest {
    /** The present time of {@link Gateway}: 2027-01-15. */
    private static final long DAY = 1_800_000_000_000L / 86_400_000;

    private final UsageLedger ledger = new UsageLedger();
    private final PlanUse use = new PlanUse(
            new ApiKeyRecord.Membership("p1", 0),
            TENANT,
            "k1",
            new PlanCounts(ledger),
            new SharedBuckets(NanoClock.SYSTEM));

    @Test
    @DisplayName("rest-api-runtime 4: calls that pass key and throttle count, with or without a quota")
    void tellsWhatWasUsedOnce() {
        try (var gateway = new Gateway()) {
            // given
            gateway.apiKeys().put(key("k1", VALUE, "p1"));
            gateway.apiKeys().put(plan("p1", "prod"));
            var compiled = gateway.compile(stage("prod")
                    .method(
                            "GET",
                            "/",
                            mock("{\"statusCode\": 200}").response("200", "").apiKeyRequired())
                    .method(
                            "GET",
                            "/slow",
                            mock("{\"statusCode\": 200}").response("200", "").apiKeyRequired())
                    .throttle("/slow", "GET", 0, 0)
                    .snapshot());

            // when
            for (String path : List.of("/", "/slow", "/")) {
                gateway.call(compiled, "GET", path).header("x-api-key", VALUE).send();
            }
            gateway.call(compiled, "GET", "/").send();
            List<UsageReport.Use> first = gateway.apiKeys().usage().take(10, 1);
            List<UsageReport.Use> second = gateway.apiKeys().usage().take(10, 1);

            // then
            assertThat(first).containsExactly(new UsageReport.Use(TENANT, "p1", "k1", DAY, 2));
            assertThat(second).isEmpty();
        }
    }

    @Test
    void tellsOfEachDayAndOfNoMoreThanAskedFor() {
        // given
        use.count(20_000);
        use.count(20_001);
        use.count(20_001);

        // when
        List<UsageReport.Use> first = ledger.take(1, 1);
        List<UsageReport.Use> second = ledger.take(1, 2);

        // then
        assertThat(first).containsExactly(new UsageReport.Use(TENANT, "p1", "k1", 20_000, 1));
        assertThat(second).containsExactly(new UsageReport.Use(TENANT, "p1", "k1", 20_001, 2));
    }

    @Test
    void losesNoCallAndTellsNoneTwiceWhileManyLoopsCount() throws Exception {
        // given
        boolean counting = true;
        long told = 0;

        // when
        try (var threads = Executors.newFixedThreadPool(3)) {
            var counters = List.of(0, 1, 2).stream()
                    .map(_ -> threads.submit(() -> {
                        for (int call = 0; call < 100_000; call++) {
                            use.count(20_000 + call / 50_000);
                        }
                    }))
                    .toList();
            while (counting) {
                counting = !counters.stream().allMatch(counter -> counter.isDone());
                told += ledger.take(10, 1).stream()
                        .mapToLong(UsageReport.Use::calls)
                        .sum();
            }
        }

        // then: all that is left, since loops on both sides of midnight leave many counts behind
        told += ledger.take(300_000, 1).stream()
                .mapToLong(UsageReport.Use::calls)
                .sum();
        assertThat(told).isEqualTo(300_000);
    }
}
