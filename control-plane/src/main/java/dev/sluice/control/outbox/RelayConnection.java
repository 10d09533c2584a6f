package dev.sluice.control.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The relay's own connection: the advisory lock that makes it the one relay of its cell, and the notifications that
 * wake it. Confined to the relay's thread; the lock ends with the connection. A relay that freezes is disconnected by
 * the server after {@link #FROZEN_AFTER}, so that another one may take over.
 */
final class RelayConnection implements AutoCloseable {
    /** A living relay uses its connection each second, and waits for Kafka at most twice ten seconds. */
    static final Duration FROZEN_AFTER = Duration.ofSeconds(30);

    private final Connection connection;

    RelayConnection(Connection connection) throws SQLException {
        this(connection, FROZEN_AFTER);
    }

    RelayConnection(Connection connection, Duration frozenAfter) throws SQLException {
        this.connection = connection;
        try (var statement = connection.createStatement()) {
            statement.execute("set idle_session_timeout = " + frozenAfter.toMillis());
            statement.execute("set idle_in_transaction_session_timeout = " + frozenAfter.toMillis());
            statement.execute("listen " + RecordTable.CHANNEL);
        }
    }

    /** Whether this connection now holds the lock of that name. */
    boolean tryLock(String name) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Waits until a commit of a publication wakes it, or for the time. */
    void awaitCommit(Duration atMost) throws SQLException {
        // The driver takes 0 for ever.
        connection.unwrap(PGConnection.class).getNotifications((int) Math.max(1, atMost.toMillis()));
    }

    /** The outbox of these topics. */
    OutboxTable outbox(List<String> topics) {
        return new OutboxTable(connection, topics);
    }

    /** The current records of these topics. */
    CurrentRecords records(List<String> topics) {
        return new CurrentRecords(connection, topics);
    }

    /** The totals of all partitions. */
    TotalsTable totals() {
        return new TotalsTable(connection);
    }

    /** Runs reads that must agree with each other: all of them see the database at one moment. */
    <T> T inSnapshot(Reads<T> reads) throws SQLException {
        connection.setAutoCommit(false);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return reads.run();
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Reads of one snapshot. */
    interface Reads<T> {
        T run() throws SQLException;
    }
}
