package dev.sluice.data.access.keys;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a key by a plan: on this node, by days, and on all nodes as the control plane told it. What a quota looks
 * at is the total of all and the calls here that it does not hold yet. Any loop counts, without locks; one worker tells
 * totals.
 */
final class PlanCount {
    private static final DayCount[] NO_DAYS = {};

    /** No period is longer. */
    private static final int LONGEST_PERIOD_DAYS = 31;

    private final KeyInPlan of;
    private final UsageLedger ledger;
    private final AtomicReference<Standing> standing = new AtomicReference<>(new Standing(null, 0, NO_DAYS));

    /**
     * What is known at one moment.
     *
     * @param total null as long as nobody told one
     * @param base the total's calls without those here that it holds and that days count too
     * @param days the present one first; a day goes when the total holds it whole
     */
    @SuppressWarnings("ArrayRecordComponent") // Standings are never compared, and calls walk the few days.
    private record Standing(@Nullable QuotaTotal total, long base, DayCount[] days) {
        @Nullable
        DayCount on(long day) {
            for (DayCount each : days) {
                if (each.day() == day) {
                    return each;
                }
            }
            return null;
        }

        /** How many calls the period of the quota still allows; below 0 when it allowed fewer than there were. */
        long left(PlanQuota quota, long firstDay, long joinedDay) {
            long left = quota.allowed(firstDay, joinedDay);
            if (total != null && total.isOf(quota, firstDay)) {
                left += total.extension() - base;
            }
            for (DayCount day : days) {
                if (day.day() >= firstDay) {
                    left -= day.calls();
                }
            }
            return left;
        }

        /** Another day begins here. Without totals yesterday's stays for those who come late, and no more. */
        Standing with(DayCount begun) {
            int most = total == null ? 1 : LONGEST_PERIOD_DAYS;
            DayCount[] kept = new DayCount[1 + Math.min(days.length, most)];
            kept[0] = begun;
            System.arraycopy(days, 0, kept, 1, kept.length - 1);
            return new Standing(total, base, kept);
        }

        /** A total is told that holds this run's reports up to a sequence. */
        Standing with(QuotaTotal told, long sequence) {
            long base = told.used();
            DayCount[] kept = new DayCount[days.length];
            int count = 0;
            for (int index = 0; index < days.length; index++) {
                DayCount day = days[index];
                long held = day.upTo(sequence);
                if (index == 0 || held < day.calls()) {
                    kept[count] = day;
                    count++;
                    base -= day.day() >= told.firstDay() ? held : 0;
                }
            }
            return new Standing(told, base, Arrays.copyOf(kept, count));
        }
    }

    /** The ledger is told of every call. */
    PlanCount(KeyInPlan of, UsageLedger ledger) {
        this.of = of;
        this.ledger = ledger;
    }

    /** Counts a call on a day. */
    void add(long day) {
        on(day).add();
    }

    /** Counts a call on a day, unless the quota has no more for its period. */
    boolean tryAdd(PlanQuota quota, long joinedDay, long day) {
        long firstDay = quota.firstDay(day);
        while (true) {
            DayCount today = on(day);
            long before = today.calls();
            if (standing.get().left(quota, firstDay, joinedDay) <= 0) {
                return false;
            }
            if (today.tryAdd(before)) {
                return true;
            }
        }
    }

    private DayCount on(long day) {
        while (true) {
            Standing known = standing.get();
            DayCount found = known.on(day);
            if (found != null) {
                return found;
            }
            DayCount begun = new DayCount(ledger, of, day);
            if (standing.compareAndSet(known, known.with(begun))) {
                return begun;
            }
        }
    }

    /** Tells the total that holds this run's reports up to a sequence. */
    void tell(QuotaTotal total, long sequence) {
        standing.updateAndGet(known -> known.with(total, sequence));
    }

    /** There is no total any more. */
    void forgetTotal() {
        standing.updateAndGet(known -> new Standing(null, 0, known.days()));
    }

    boolean hasTotal() {
        return standing.get().total() != null;
    }
}
