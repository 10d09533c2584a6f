package dev.sluice.control.metering;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.values.DayRange;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which metered calls are asked for. Days and filters that are null leave nothing out.
 *
 * @param tenant null for those of all tenants, which the operator alone may ask for
 * @param groupBy what is told apart; calls that differ in nothing else are one row
 */
public record UsageQuery(
        @Nullable TenantId tenant,
        DayRange days,
        @Nullable String api,
        @Nullable String stage,
        @Nullable String key,
        SortedSet<UsageColumn> groupBy) {
    public UsageQuery {
        groupBy = Collections.unmodifiableSortedSet(new TreeSet<>(groupBy));
    }
}
