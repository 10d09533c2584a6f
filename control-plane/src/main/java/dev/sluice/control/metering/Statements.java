package dev.sluice.control.metering;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.values.DayRange;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What tenants' calls cost by the operator's price lists. */
@Singleton
public class Statements {
    private static final int MOST_LINES = 10_000;
    private static final String ROWS_AT_ONCE = "500";

    private final MeteredUsage usage;
    private final PriceLists lists;

    Statements(MeteredUsage usage, PriceLists lists) {
        this.usage = usage;
        this.lists = lists;
    }

    /** The statement of a month, as far as it has come. */
    public Statement of(TenantId tenant, YearMonth month) {
        var now = Instant.now();
        if (month.isAfter(BillingMonth.at(now))) {
            throw ProblemException.badRequest("Invalid month specified, " + month + " has not begun");
        }
        if (month.isBefore(BillingMonth.oldest(now))) {
            throw ProblemException.badRequest("Invalid month specified, calls are kept for the present month and the "
                    + BillingMonth.MONTHS_KEPT + " before it");
        }
        Prices prices = lists.holding(month).prices();
        boolean isFinal = BillingMonth.isFinal(month, now);
        return Statement.of(tenant, month, isFinal, prices, rows(tenant, month));
    }

    private List<UsageRow> rows(TenantId tenant, YearMonth month) {
        var query = new UsageQuery(
                tenant,
                new DayRange(month.atDay(1), month.atEndOfMonth()),
                null,
                null,
                null,
                new TreeSet<>(List.of(UsageColumn.API, UsageColumn.STAGE)));
        List<UsageRow> rows = new ArrayList<>();
        @Nullable UsageRow others = null;
        @Nullable String position = null;
        do {
            Page<UsageRow> page = usage.page(query, PageRequest.of(ROWS_AT_ONCE, position));
            for (UsageRow row : page.items()) {
                if (rows.size() < MOST_LINES) {
                    rows.add(row);
                } else {
                    others = sum(others, row);
                }
            }
            position = page.position();
        } while (position != null);
        if (others != null) {
            rows.add(others);
        }
        return rows;
    }

    private static UsageRow sum(@Nullable UsageRow others, UsageRow row) {
        return new UsageRow(
                null,
                null,
                null,
                null,
                null,
                row.calls() + (others == null ? 0 : others.calls()),
                row.requestBytes() + (others == null ? 0 : others.requestBytes()),
                row.responseBytes() + (others == null ? 0 : others.responseBytes()));
    }
}
