package dev.sluice.control.usageplans;

import dev.sluice.control.platform.values.Copies;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What keys used of a plan.
 *
 * @param days by key, one entry for each day of the time asked for
 * @param position token of the next keys; null when nothing remains
 */
public record UsageReport(
        String planId,
        LocalDate from,
        LocalDate to,
        Map<String, List<Day>> days,
        @Nullable String position) {
    public UsageReport {
        days = Copies.of(days);
    }

    /**
     * A day.
     *
     * @param remaining what the period's quota still allowed at its end; null without a quota
     */
    public record Day(long used, @Nullable Long remaining) {}
}
