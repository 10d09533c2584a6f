package dev.sluice.control.usageplans;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.QuotaRecord;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.PublishedAccess;
import dev.sluice.fixtures.Await;
import dev.sluice.fixtures.Today;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("Nodes are told what keys used of plans with a quota")
class QuotaPublishingIT {
    @Inject
    UsageCounter counter;

    @Inject
    QuotaTotals totals;

    @Inject
    PublishedAccess access;

    private final LocalDate today = Today.lasting(Duration.ofMinutes(1));
    private final String boot = UUID.randomUUID().toString();
    private Management caller;
    private String plan;
    private String key;

    @BeforeEach
    void aPlanWithAQuotaAndAKey() {
        caller = Management.ofNewTenant();
        plan = make("/usageplans", "{'name':'p','quota':{'limit':100,'period':'MONTH'}}");
        key = make("/apikeys", "{}");
        join();
    }

    private String make(String at, String text) {
        return caller.post(at, body(text)).created().get("id").textValue();
    }

    private void join() {
        make("/usageplans/" + plan + "/keys", "{'keyId':'" + key + "','keyType':'API_KEY'}");
    }

    private void used(long sequence, LocalDate day, long calls) throws Exception {
        var use = new UsageReport.Use(caller.key().tenant(), plan, key, day.toEpochDay(), calls);
        counter.count(new UsageReport(1, "node-1", boot, sequence, List.of(use), List.of()));
    }

    private @Nullable QuotaRecord told() {
        String place = caller.key().tenant() + "/" + plan + "/" + key;
        return access.quota(place);
    }

    private QuotaRecord told(long calls) {
        return told("of " + calls + " calls", told -> told.used() == calls);
    }

    private QuotaRecord told(String what, Predicate<QuotaRecord> matches) {
        Await.until("nodes are told " + what, () -> {
            QuotaRecord told = told();
            return told != null && matches.test(told);
        });
        return Objects.requireNonNull(told());
    }

    private void patch(String path, String operation) {
        caller.patch(path, body(operation)).ok();
    }

    @Test
    void tellsTheTotalOfThePeriodAndTheReportsThatItHolds() throws Exception {
        // when
        used(3, today, 4);
        used(4, today.withDayOfMonth(1).minusDays(1), 50);
        used(5, today, 3);

        // then
        QuotaRecord told = told(7);
        assertThat(told)
                .isEqualTo(new QuotaRecord(
                        1,
                        caller.key().tenant(),
                        told.revision(),
                        plan,
                        key,
                        "MONTH",
                        today.withDayOfMonth(1).toEpochDay(),
                        7,
                        0,
                        told.counted(),
                        false));
        assertThat(told.counted()).containsEntry(boot, 5L);
    }

    @Test
    @DisplayName("a key far from its end is told of once, and again as it comes near")
    void tellsOfUseOnlyWhereItMatters() throws Exception {
        // given
        used(1, today, 10);
        long first = told(10).revision();

        // when
        used(2, today, 20);
        publishAll();
        used(3, today, 20);
        publishAll();
        QuotaRecord far = told();
        used(4, today, 40);

        // then
        assertThat(Objects.requireNonNull(far).revision()).isEqualTo(first);
        assertThat(told(90).counted()).containsEntry(boot, 4L);
    }

    @Test
    void tellsOfUseThatCanWaitAfterAWhile() throws Exception {
        // given
        used(1, today, 10);
        told(10);

        // when
        used(2, today, 5);

        // then
        Await.until(
                "nodes are told of all calls",
                () -> Objects.requireNonNull(told()).used() == 15);
    }

    @Test
    @DisplayName("management-api 8: what UpdateUsage grants")
    void tellsWhatWasGranted() throws Exception {
        // given
        used(1, today, 30);

        // when
        patch("/usageplans/" + plan + "/keys/" + key + "/usage", "{'op':'replace','path':'/remaining','value':'75'}");

        // then
        QuotaRecord told = told("of 5 more calls", each -> each.extension() == 5);
        assertThat(told.used()).isEqualTo(30);
    }

    @Test
    void tellsOfNothingWithoutAQuotaAndOfAllOnceThereIsOne() throws Exception {
        // given
        patch("/usageplans/" + plan, "{'op':'remove','path':'/quota','value':''}");
        used(1, today, 6);
        totals.noteUntold();
        publishAll();
        QuotaRecord without = told();

        // when
        patch("/usageplans/" + plan, """
                {'op':'add','path':'/quota/limit','value':'10'},
                {'op':'add','path':'/quota/period','value':'DAY'}
                """);

        // then
        assertThat(without).isNull();
        assertThat(told(6).firstDay()).isEqualTo(today.toEpochDay());
    }

    @Test
    void endsWhatIsToldWhenTheKeyLeavesAndTellsItAgainWhenItIsBack() throws Exception {
        // given
        used(1, today, 6);
        told(6);

        // when
        caller.delete("/usageplans/" + plan + "/keys/" + key).expect(202);
        totals.noteEnded();
        Await.until("the total is ended", () -> told() == null);
        join();

        // then
        assertThat(told(6).extension()).isZero();
    }

    @Test
    void endsWhatIsToldOfKeysThatAreGone() throws Exception {
        // given
        used(1, today, 6);
        told(6);

        // when
        caller.delete("/apikeys/" + key).expect(202);
        totals.noteEnded();

        // then
        Await.until("the total is ended", () -> told() == null);
    }

    @Test
    void tellsAtAStartWhatWasUsedBefore() throws Exception {
        // given
        used(1, today, 6);
        told(6);
        access.lose(caller.key().tenant() + "/" + plan + "/" + key);

        // when
        totals.noteUntold();

        // then
        assertThat(told(6).plan()).isEqualTo(plan);
    }

    @Test
    void losesNoChangeWhileManyReportsAreCounted() throws Exception {
        // when
        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> counting = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                String run = UUID.randomUUID().toString();
                counting.add(threads.submit(() -> {
                    for (long sequence = 1; sequence <= 100; sequence++) {
                        var use = new UsageReport.Use(caller.key().tenant(), plan, key, today.toEpochDay(), 1);
                        counter.count(new UsageReport(1, "node", run, sequence, List.of(use), List.of()));
                    }
                    return run;
                }));
            }
            while (!counting.stream().allMatch(Future::isDone)) {
                var _ = totals.publish();
            }
            for (Future<?> each : counting) {
                each.get();
            }
        }

        // then
        QuotaRecord told = told(300);
        assertThat(told.counted()).containsValue(100L);
    }

    private void publishAll() throws Exception {
        while (totals.publish()) {
            // The next batch.
        }
    }
}
