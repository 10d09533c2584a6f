package dev.sluice.control.metering;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.paging.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statement that reads a part of what is asked for. Its text is made of constants; what callers say are parameters. */
final class UsageSelect {
    private final UsageQuery query;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private UsageSelect(UsageQuery query) {
        this.query = query;
    }

    /**
     * The rows behind a place, at most so many.
     *
     * @param after null for the start
     */
    static List<UsageRow> read(Connection connection, UsageQuery query, @Nullable Position after, int count)
            throws SQLException {
        var select = new UsageSelect(query);
        select.compose(after, count);
        return select.rows(connection);
    }

    private void compose(@Nullable Position after, int count) {
        String columns = query.groupBy().stream().map(UsageColumn::column).collect(Collectors.joining(", "));
        sql.append("select ")
                .append(columns)
                .append(", sum(calls)::bigint as calls, sum(request_bytes)::bigint as request_bytes,")
                .append(" sum(response_bytes)::bigint as response_bytes from control.metered_days where true");
        TenantId tenant = query.tenant();
        where("tenant_id = ?", tenant == null ? null : tenant.value());
        where("day >= ?", query.days().from());
        where("day <= ?", query.days().to());
        where("api_id = ?", query.api());
        where("stage_name = ?", query.stage());
        where("key_id = ?", query.key());
        if (after != null) {
            behind(UsageRow.at(after), columns);
        }
        sql.append(" group by ")
                .append(columns)
                .append(" order by ")
                .append(columns)
                .append(" limit ?");
        parameters.add(count);
    }

    private void where(String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" and ").append(condition);
            parameters.add(value);
        }
    }

    private void behind(UsageRow place, String columns) {
        String marks = query.groupBy().stream().map(_ -> "?").collect(Collectors.joining(", "));
        sql.append(" and (").append(columns).append(") > (").append(marks).append(')');
        for (UsageColumn column : query.groupBy()) {
            String name = place.text(column);
            LocalDate day = place.day();
            if (column == UsageColumn.DAY && day != null) {
                parameters.add(day);
            } else if (name != null) {
                parameters.add(name);
            }
        }
    }

    private List<UsageRow> rows(Connection connection) throws SQLException {
        List<UsageRow> rows = new ArrayList<>();
        try (var statement = connection.prepareStatement(sql.toString())) {
            for (int index = 0; index < parameters.size(); index++) {
                statement.setObject(index + 1, parameters.get(index));
            }
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
        }
        return rows;
    }

    private UsageRow row(ResultSet result) throws SQLException {
        return new UsageRow(
                query.groupBy().contains(UsageColumn.DAY)
                        ? result.getObject(UsageColumn.DAY.column(), LocalDate.class)
                        : null,
                text(result, UsageColumn.TENANT),
                text(result, UsageColumn.API),
                text(result, UsageColumn.STAGE),
                text(result, UsageColumn.KEY),
                result.getLong("calls"),
                result.getLong("request_bytes"),
                result.getLong("response_bytes"));
    }

    private @Nullable String text(ResultSet result, UsageColumn column) throws SQLException {
        return query.groupBy().contains(column) ? result.getString(column.column()) : null;
    }
}
