package dev.sluice.control.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.Session;

/** The installation's one sequence of revisions. Take one while holding the lock of what will be published with it. */
@ApplicationScoped
public class Revisions {
    private static final String NEXT = "SELECT nextval('control.revisions')";
    private static final String MANY = NEXT + " FROM generate_series(1, ?)";

    private final EntityManager entities;

    Revisions(EntityManager entities) {
        this.entities = entities;
    }

    /** Higher than every revision given out before. */
    public long next() {
        return entities.unwrap(Session.class).doReturningWork(this::next);
    }

    /** So many at once, each above the one before. */
    public long[] next(int count) {
        return entities.unwrap(Session.class).doReturningWork(connection -> next(connection, count));
    }

    /** So many at once, for callers that work on a connection of their own. */
    public long[] next(Connection connection, int count) throws SQLException {
        try (var statement = connection.prepareStatement(MANY)) {
            statement.setInt(1, count);
            var revisions = new long[count];
            try (var rows = statement.executeQuery()) {
                for (int index = 0; rows.next(); index++) {
                    revisions[index] = rows.getLong(1);
                }
            }
            return revisions;
        }
    }

    /** The same for callers that work on a connection of their own. */
    public long next(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(NEXT)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
