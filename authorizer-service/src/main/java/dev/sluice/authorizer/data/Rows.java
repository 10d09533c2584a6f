package dev.sluice.authorizer.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's rows within one transaction. Every statement names its tenant as {@code :tenant}, and one that does not is
 * refused, so that none can leave it out; other values stand as {@code ?}. Confined to the thread of the transaction.
 */
public final class Rows {
    private static final String TENANT = ":tenant";
    private static final int PRUNED_AT_ONCE = 100;

    private final Connection connection;
    private final String tenant;

    Rows(Connection connection, String tenant) {
        this.connection = connection;
        this.tenant = tenant;
    }

    /** Whose rows these are. */
    public String tenant() {
        return tenant;
    }

    /** What the statement finds, in its order. */
    public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) {
        try (var statement = prepare(sql, values);
                var found = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (found.next()) {
                rows.add(reader.read(found));
            }
            return rows;
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    /** The first row that the statement finds, or null. */
    public <T> @Nullable T first(String sql, Reader<T> reader, @Nullable Object... values) {
        List<T> found = list(sql, reader, values);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** The first row that the statement finds, if any. */
    public <T> Optional<T> find(String sql, Reader<T> reader, @Nullable Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /** Writes, and says how many rows it wrote. */
    public int write(String sql, @Nullable Object... values) {
        try (var statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    /**
     * Deletes some rows that nobody needs any more, passing over those that another transaction holds. Called beside
     * inserts, so that a table stays as small as what is in use.
     */
    public void prune(String table, String condition, @Nullable Object... values) {
        write(
                "delete from " + table + " where tenant_id = :tenant and ctid = any(array(select ctid from " + table
                        + " where tenant_id = :tenant and " + condition + " limit " + PRUNED_AT_ONCE
                        + " for update skip locked))",
                values);
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        if (!sql.contains(TENANT)) {
            throw new IllegalStateException("A statement without its tenant: " + sql);
        }
        PreparedStatement statement = connection.prepareStatement(sql.replace(TENANT, "?"));
        try {
            int place = 1;
            int value = 0;
            for (int at = 0; at < sql.length(); at++) {
                if (sql.startsWith(TENANT, at)) {
                    statement.setString(place++, tenant);
                } else if (sql.charAt(at) == '?') {
                    bind(statement, place++, values[value++]);
                }
            }
            return statement;
        } catch (SQLException failure) {
            statement.close();
            throw failure;
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        if (value instanceof Instant time) {
            statement.setTimestamp(place, Timestamp.from(time));
        } else {
            statement.setObject(place, value);
        }
    }

    /** A time of a row. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    /** A time of a row that may be absent. */
    public static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /** Makes a value of the row that the cursor stands on. */
    @FunctionalInterface
    public interface Reader<T> {
        /** The value. */
        T read(ResultSet row) throws SQLException;
    }
}
