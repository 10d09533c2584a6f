package dev.sluice.control.metering;

import dev.sluice.contracts.nodes.UsageReport;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the calls that nodes report to the days of their stages. */
@Singleton
public class MeteredDays {
    /** Of a tenant that there is not, nothing is kept. */
    private static final String ADD = """
            insert into control.metered_days as known
                (tenant_id, day, api_id, stage_name, key_id, calls, request_bytes, response_bytes)
            select id, ?, ?, ?, ?, ?, ?, ? from control.tenants where id = ?
            on conflict (tenant_id, day, api_id, stage_name, key_id) do update set
                calls = known.calls + excluded.calls,
                request_bytes = known.request_bytes + excluded.request_bytes,
                response_bytes = known.response_bytes + excluded.response_bytes
            """;

    private static final Comparator<UsageReport.Metered> ORDER = Comparator.comparing(UsageReport.Metered::tenant)
            .thenComparingLong(UsageReport.Metered::day)
            .thenComparing(UsageReport.Metered::api)
            .thenComparing(UsageReport.Metered::stage)
            .thenComparing(each -> textOf(each.key()));

    MeteredDays() {}

    /**
     * Part of the transaction that counts the report, of the role of all tenants.
     */
    public void add(Connection connection, List<UsageReport.Metered> calls) throws SQLException {
        if (calls.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(ADD)) {
            for (UsageReport.Metered each : counted(calls, Instant.now())) {
                statement.setObject(1, LocalDate.ofEpochDay(each.day()));
                statement.setString(2, each.api());
                statement.setString(3, each.stage());
                statement.setString(4, textOf(each.key()));
                statement.setLong(5, each.calls());
                statement.setLong(6, each.requestBytes());
                statement.setLong(7, each.responseBytes());
                statement.setString(8, each.tenant());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** By the days on which they count, and in one order by those, so that two counters never wait for each other in a circle. */
    static List<UsageReport.Metered> counted(List<UsageReport.Metered> calls, Instant now) {
        return calls.stream().map(each -> counted(each, now)).sorted(ORDER).toList();
    }

    private static UsageReport.Metered counted(UsageReport.Metered each, Instant now) {
        return new UsageReport.Metered(
                each.tenant(),
                each.api(),
                each.stage(),
                each.key(),
                BillingMonth.dayOf(LocalDate.ofEpochDay(each.day()), now).toEpochDay(),
                each.calls(),
                each.requestBytes(),
                each.responseBytes());
    }

    private static String textOf(@Nullable String key) {
        return key == null ? "" : key;
    }
}
