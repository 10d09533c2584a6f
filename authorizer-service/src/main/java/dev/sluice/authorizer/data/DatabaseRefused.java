package dev.sluice.authorizer.data;

import java.sql.SQLException;

/** What the database refused: a collision, a value that it cannot hold, a pause of its own; else a fault of ours. */
public final class DatabaseRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    DatabaseRefused(SQLException cause) {
        super(cause);
        kind = kind(cause.getSQLState() == null ? "" : cause.getSQLState());
    }

    /** All connections that a tenant may hold are in use. */
    static DatabaseRefused busy() {
        return new DatabaseRefused(new SQLException("No connection of the tenant became free in time"));
    }

    /** What may be done about it. */
    public enum Kind {
        /** Another change was faster; the same call may work again. */
        CONFLICT,
        /** Text or a number that cannot be stored. */
        BAD_VALUE,
        /** The database is away or busy; the same call may work after a while. */
        AWAY,
        /** A bug. */
        FAULT
    }

    public Kind kind() {
        return kind;
    }

    private static Kind kind(String state) {
        return switch (state) {
            // unique violation, a row that was named went meanwhile, serialization failure, deadlock, lock timeout
            case "23505", "23503", "40001", "40P01", "55P03" -> Kind.CONFLICT;
            // text that PostgreSQL cannot hold, such as U+0000; a number or text that is too large
            case "22021", "22P05", "22003", "22001" -> Kind.BAD_VALUE;
            // statement timeout, shutdown, connections: lost or none left; the pool's own refusals have no state
            case "", "57014", "57P01", "57P02", "57P03", "08000", "08001", "08003", "08006", "53300" -> Kind.AWAY;
            default -> Kind.FAULT;
        };
    }
}
