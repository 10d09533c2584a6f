package dev.sluice.control.usageplans;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How long a quota lasts. Periods begin at 00:00 UTC of the day, the Sunday, the first of the month. */
public enum QuotaPeriod {
    DAY(0),
    WEEK(6),
    MONTH(27);

    private final int maxOffset;

    QuotaPeriod(int maxOffset) {
        this.maxOffset = maxOffset;
    }

    int maxOffset() {
        return maxOffset;
    }

    /** The first day of the period that holds this one. */
    public LocalDate firstDay(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }
}
