package dev.sluice.control.members;

import dev.sluice.control.issuer.Issuers;
import dev.sluice.control.platform.errors.ProblemException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.Session;

/**
 * Users of the platform's own pool who are removed there since they are members nowhere. One account may let a user in while
 * another removes the last membership, and the pool is asked outside of either's transaction. So a removal leaves a mark, which
 * whoever makes a member looks at: under the lock of the subject the one sees the mark or the other the row. A mark outlasts each
 * call of the pool and each call that asked the pool before; then it means nothing, and a user who stayed may be let in. Blocks.
 */
@Singleton
class LeavingUsers {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('leaving-users'), hashtext(?))";
    private static final String MARK_LASTS = "interval '10 minutes'";

    private static final String MARK = "insert into control.leaving_users (subject, since) select ?, now()"
            + " where not exists (select 1 from control.members where issuer = ? and subject = ?)"
            + " on conflict (subject) do update set since = excluded.since";

    /** A function, since no tenant may read the table. */
    private static final String IS_MARKED = "select control.leaving_since(?) > now() - " + MARK_LASTS;

    /** As many as several removals leave, so that marks never pile up. */
    private static final String CLEAN = "delete from control.leaving_users where subject = any(array("
            + "select subject from control.leaving_users where since <= now() - " + MARK_LASTS
            + " limit 100 for update skip locked))";

    private final AgroalDataSource system;
    private final EntityManager entities;

    LeavingUsers(@DataSource("system") AgroalDataSource system, EntityManager entities) {
        this.system = system;
        this.entities = entities;
    }

    /** Marks a user who is a member nowhere; tells whether it is so, and the user is to be removed. */
    boolean leave(String subject) {
        try (var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            try {
                lock(connection, subject);
                run(connection, CLEAN);
                boolean isMarked = run(connection, MARK, subject, Issuers.OWN_POOL, subject) > 0;
                connection.commit();
                return isMarked;
            } catch (SQLException | RuntimeException failed) {
                // Closing would commit: the pool switches autocommit back on.
                connection.rollback();
                throw failed;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Users who leave cannot be read or written", failure);
        }
    }

    /**
     * Keeps the user from being removed until the tenant's transaction ends, which makes a member of the user; refused while the user
     * is being removed. On the transaction's own connection, so that whoever waits here holds none of the few by which sessions,
     * keys and usage are read.
     */
    void requireStaying(String subject) {
        boolean isMarked = entities.unwrap(Session.class).doReturningWork(connection -> {
            lock(connection, subject);
            return isMarked(connection, subject);
        });
        if (isMarked) {
            throw ProblemException.conflict(
                    "The user of this subject is being removed from the user pool. Please try again later.");
        }
    }

    private static void lock(Connection connection, String subject) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, subject);
            statement.execute();
        }
    }

    private static boolean isMarked(Connection connection, String subject) throws SQLException {
        try (var statement = connection.prepareStatement(IS_MARKED)) {
            statement.setString(1, subject);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static int run(Connection connection, String sql, String... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int each = 0; each < values.length; each++) {
                statement.setString(each + 1, values[each]);
            }
            return statement.executeUpdate();
        }
    }
}
