package dev.sluice.control.usageplans;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what one key used, day by day. A quota begins anew with each of its periods. */
final class UsageCount {
    private final @Nullable Quota quota;
    private final LocalDate joined;
    private final Map<LocalDate, UsageDay> rows = new HashMap<>();

    UsageCount(@Nullable Quota quota, LocalDate joined, List<UsageDay> rows) {
        this.quota = quota;
        this.joined = joined;
        rows.forEach(row -> this.rows.put(row.day(), row));
    }

    /** The first day of which a count from this day on has to know. */
    static LocalDate firstDay(@Nullable Quota quota, LocalDate from) {
        return quota == null ? from : quota.period().firstDay(from);
    }

    /** Each day of the time, both ends included. */
    List<UsageReport.Day> days(LocalDate from, LocalDate to) {
        List<UsageReport.Day> days = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            Long remaining = quota == null ? null : Math.max(0, remaining(quota, day));
            days.add(new UsageReport.Day(used(day), remaining));
        }
        return days;
    }

    /** What the period's quota still allows at the end of a day; below 0 when it was shortened after the calls. */
    long remaining(Quota limits, LocalDate day) {
        long remaining = limits.allowed(day, joined);
        for (LocalDate each = limits.period().firstDay(day); !each.isAfter(day); each = each.plusDays(1)) {
            UsageDay row = rows.get(each);
            if (row != null) {
                remaining += row.extension() - row.used();
            }
        }
        return remaining;
    }

    private long used(LocalDate day) {
        UsageDay row = rows.get(day);
        return row == null ? 0 : row.used();
    }
}
