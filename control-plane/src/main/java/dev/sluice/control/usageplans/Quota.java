package dev.sluice.control.usageplans;

import dev.sluice.control.platform.errors.ProblemException;
import java.time.LocalDate;

/**
 * How many calls a key may make in a period.
 *
 * @param offset calls that are missing from the key's first period (rest-api-runtime 4)
 */
public record Quota(int limit, int offset, QuotaPeriod period) {
    public Quota {
        if (limit < 0) {
            throw ProblemException.badRequest("Invalid quota limit specified, must be a whole number of at least 0");
        }
        if (period == QuotaPeriod.DAY && offset != 0) {
            throw ProblemException.badRequest("Usage Plan quota offset must be zero in the DAY period");
        }
        if (offset < 0 || offset > period.maxOffset()) {
            throw ProblemException.badRequest("Usage Plan quota offset must be between 0 and " + period.maxOffset()
                    + " inclusive in the " + period + " period");
        }
    }

    /** How many calls the period that holds this day allows a key that joined its plan on another. */
    public long allowed(LocalDate day, LocalDate joined) {
        boolean isFirst = period.firstDay(day).equals(period.firstDay(joined));
        return isFirst ? Math.max(0, limit - offset) : limit;
    }
}
