package dev.sluice.control.metering;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** When the calls of a month are all there: a node that had no broker may tell of them late. Months and days are UTC. */
final class BillingMonth {
    /** For so long after its end a month still takes calls. */
    private static final Duration GRACE = Duration.ofDays(3);

    /** So much earlier it takes none: clocks differ, and what was added last has to be seen. */
    private static final Duration CLOSING = Duration.ofMinutes(10);

    /** So many months before the present one have their calls yet. */
    static final int MONTHS_KEPT = 36;

    private BillingMonth() {}

    /** The month of a moment. */
    static YearMonth at(Instant moment) {
        return YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    }

    /** The oldest month whose calls are kept. */
    static YearMonth oldest(Instant now) {
        return at(now).minusMonths(MONTHS_KEPT);
    }

    /** Whether a month takes no calls any more, so that its statement stays as it is. */
    static boolean isFinal(YearMonth month, Instant now) {
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return !now.isBefore(end.plus(GRACE));
    }

    /**
     * The day on which calls count: today for those of a month that is final or nearly so, which the next statement has, and for those of a
     * day that has not begun, by a node whose clock is wrong.
     */
    static LocalDate dayOf(LocalDate reported, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return reported.isAfter(today) || isFinal(YearMonth.from(reported), now.plus(CLOSING)) ? today : reported;
    }
}
