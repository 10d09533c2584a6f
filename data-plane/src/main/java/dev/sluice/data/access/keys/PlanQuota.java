package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.UsagePlanRecord;
import java.time.LocalDate;

/**
 * How many calls a key has in a period (rest-api-runtime 4). Periods begin at 00:00 UTC of the day, the Sunday, the first
 * of the month. Days are counted from 1970-01-01.
 */
record PlanQuota(int limit, int offset, Period period) {
    /** 1970-01-01 was a Thursday. */
    private static final int DAYS_SINCE_SUNDAY = 4;

    private static final int DAYS_OF_A_WEEK = 7;

    /** How long a quota lasts. */
    enum Period {
        DAY,
        WEEK,
        MONTH
    }

    /** Throws IllegalArgumentException when there is no such period. */
    static PlanQuota of(UsagePlanRecord.Quota quota) {
        return new PlanQuota(quota.limit(), quota.offset(), Period.valueOf(quota.period()));
    }

    /** The first day of the period that holds this one. */
    long firstDay(long day) {
        return switch (period) {
            case DAY -> day;
            case WEEK -> day - Math.floorMod(day + DAYS_SINCE_SUNDAY, DAYS_OF_A_WEEK);
            case MONTH -> day + 1 - LocalDate.ofEpochDay(day).getDayOfMonth();
        };
    }

    /** How many calls the period with this first day allows a key that joined its plan on another day. */
    long allowed(long firstDay, long joinedDay) {
        return firstDay == firstDay(joinedDay) ? Math.max(0, (long) limit - offset) : limit;
    }
}
