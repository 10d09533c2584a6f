package dev.sluice.data.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.UsagePlanRecord.Quota;
import java.time.LocalDate;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A quota holds what all nodes used, and what this one used beyond that")
class PlanCountTest {
    private static final long DAY = LocalDate.parse("2026-11-28").toEpochDay();
    private static final PlanQuota TEN_A_DAY = PlanQuota.of(new Quota(10, 0, "DAY"));
    private static final PlanQuota TEN_A_WEEK = PlanQuota.of(new Quota(10, 0, "WEEK"));

    private final UsageLedger ledger = new UsageLedger();
    private final PlanCount count = new PlanCount(new KeyInPlan("100000000001", "p1", "k1"), ledger);

    private long admitted(PlanQuota quota, long day, int calls) {
        return LongStream.range(0, calls)
                .filter(_ -> count.tryAdd(quota, 0, day))
                .count();
    }

    private void total(long used, long extension, long sequence) {
        count.tell(new QuotaTotal(PlanQuota.Period.DAY, DAY, used, extension), sequence);
    }

    @Test
    void admitsWhatTheOtherNodesHaveLeft() {
        // given
        total(7, 0, 0);

        // when
        long admitted = admitted(TEN_A_DAY, DAY, 20);

        // then
        assertThat(admitted).isEqualTo(3);
    }

    @Test
    void countsTheCallsOnceThatTheTotalHolds() {
        // given: three calls of this node are told, one is not
        admitted(TEN_A_DAY, DAY, 3);
        ledger.take(10, 1);
        admitted(TEN_A_DAY, DAY, 1);

        // when: the three and five of others
        total(8, 0, 1);
        long admitted = admitted(TEN_A_DAY, DAY, 20);

        // then
        assertThat(admitted).isEqualTo(1);
    }

    @Test
    void addsTheCallsThatTheTotalDoesNotHoldYet() {
        // given
        admitted(TEN_A_DAY, DAY, 3);
        ledger.take(10, 1);
        admitted(TEN_A_DAY, DAY, 2);
        ledger.take(10, 2);

        // when: the second report is on its way
        total(3, 0, 1);
        long before = admitted(TEN_A_DAY, DAY, 1);
        total(5, 0, 2);
        long after = admitted(TEN_A_DAY, DAY, 20);

        // then
        assertThat(before).isEqualTo(1);
        assertThat(after).isEqualTo(4);
    }

    @Test
    @DisplayName("a control plane that has heard nothing of this run lately names it no more")
    void doesNotAddAgainWhatATotalHeldBefore() {
        // given
        admitted(TEN_A_DAY, DAY, 4);
        ledger.take(10, 1);
        total(4, 0, 1);

        // when
        total(6, 0, 0);

        // then
        assertThat(admitted(TEN_A_DAY, DAY, 20)).isEqualTo(4);
    }

    @Test
    @DisplayName("UpdateUsage: calls granted beyond the quota, and taken from it")
    void reachesAsFarAsTheKeyMay() {
        // given
        admitted(TEN_A_DAY, DAY, 20);
        ledger.take(10, 1);

        // when
        total(10, 5, 1);
        long more = admitted(TEN_A_DAY, DAY, 20);
        total(10, -10, 1);

        // then
        assertThat(more).isEqualTo(5);
        assertThat(admitted(TEN_A_DAY, DAY, 1)).isZero();
    }

    @Test
    void beginsAnewWithThePeriodBeforeATotalTellsOfIt() {
        // given
        total(10, 0, 0);

        // when
        long today = admitted(TEN_A_DAY, DAY, 1);
        long tomorrow = admitted(TEN_A_DAY, DAY + 1, 20);

        // then
        assertThat(today).isZero();
        assertThat(tomorrow).isEqualTo(10);
    }

    @Test
    void doesNotTakeATotalOfAnotherPeriodForItsOwn() {
        // given: the plan has a week's quota now, and what is told is still a day's
        total(10, 0, 0);

        // when
        long admitted = admitted(TEN_A_WEEK, DAY, 20);

        // then
        assertThat(admitted).isEqualTo(10);
    }

    @Test
    void keepsTheCallsOfADayThatIsOverUntilATotalHoldsThem() {
        // given
        PlanQuota quota = PlanQuota.of(new Quota(10, 0, "WEEK"));
        long sunday = quota.firstDay(DAY);
        count.tell(new QuotaTotal(PlanQuota.Period.WEEK, sunday, 2, 0), 0);
        admitted(quota, DAY - 1, 3);
        admitted(quota, DAY, 1);

        // when
        long before = admitted(quota, DAY, 1);
        ledger.take(10, 1);
        count.tell(new QuotaTotal(PlanQuota.Period.WEEK, sunday, 7, 0), 1);
        long after = admitted(quota, DAY, 20);

        // then
        assertThat(before).isEqualTo(1);
        assertThat(after).isEqualTo(3);
    }

    @Test
    void countsWhatWasCalledBeforeThePlanHadAQuota() {
        // given
        count.add(DAY);
        count.add(DAY);
        ledger.take(10, 1);
        count.add(DAY);

        // when
        total(2, 0, 1);

        // then
        assertThat(admitted(TEN_A_DAY, DAY, 20)).isEqualTo(7);
    }

    @Test
    @DisplayName("more reports than it keeps apart count as not yet held: never is more admitted")
    void neverAdmitsMoreAfterManyReportsWithoutATotal() {
        // given
        PlanQuota quota = PlanQuota.of(new Quota(1_000, 0, "DAY"));
        for (int report = 1; report <= 100; report++) {
            admitted(quota, DAY, 1);
            ledger.take(10, report);
        }

        // when
        total(99, 0, 99);
        long left = 1_000 - 100;
        long roughly = admitted(quota, DAY, 200);
        ledger.take(10, 101);
        total(100 + roughly, 0, 101);
        long rest = admitted(quota, DAY, 1_000);

        // then
        assertThat(roughly).isEqualTo(200);
        assertThat(roughly + rest).isEqualTo(left);
    }

    @Test
    void admitsNoCallTooManyOrTooFewWhileTotalsArrive() throws Exception {
        // given
        PlanQuota quota = PlanQuota.of(new Quota(50_000, 0, "DAY"));
        var admitted = new AtomicLong();
        long told = 0;
        long sequence = 0;

        // when
        try (var threads = Executors.newFixedThreadPool(3)) {
            var loops = LongStream.range(0, 3)
                    .mapToObj(_ -> threads.submit(() -> {
                        for (int call = 0; call < 30_000; call++) {
                            admitted.addAndGet(count.tryAdd(quota, 0, DAY) ? 1 : 0);
                        }
                    }))
                    .toList();
            while (!loops.stream().allMatch(loop -> loop.isDone())) {
                sequence++;
                told += ledger.take(10, sequence).stream()
                        .mapToLong(use -> use.calls())
                        .sum();
                total(told, 0, sequence);
            }
        }

        // then
        assertThat(admitted).hasValue(50_000);
    }
}
