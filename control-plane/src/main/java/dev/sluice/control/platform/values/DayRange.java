package dev.sluice.control.platform.values;

import dev.sluice.control.platform.errors.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;

/** The days of a report of usage, both ends included. */
public record DayRange(LocalDate from, LocalDate to) {
    private static final int MAX_DAYS = 366;

    /** Reads two days as AWS's GetUsage writes them; whether they make a range, {@link #check} says. */
    public static DayRange parse(String from, String to) {
        return new DayRange(day(from), day(to));
    }

    /** Refuses a range that ends before it begins, or is longer than a year. */
    public void check() {
        if (from.isAfter(to)) {
            throw ProblemException.badRequest("Invalid date range specified, the start is after the end");
        }
        if (from.plusDays(MAX_DAYS - 1).isBefore(to)) {
            throw ProblemException.badRequest(
                    "Invalid date range specified, must be at most " + MAX_DAYS + " days long");
        }
    }

    private static LocalDate day(String text) {
        try {
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException _) {
            // A day that the calendar does not have: refused below.
        }
        throw ProblemException.badRequest("Invalid date specified, must be given as YYYY-MM-DD");
    }
}
