package dev.sluice.control.members;

import dev.sluice.control.issuer.Issuers;
import dev.sluice.control.platform.errors.ProblemException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

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

    private static final String IS_MARKED =
            "select 1 from control.leaving_users where subject = ? and since > now() - " + MARK_LASTS;

    /** As many as several removals leave, so that marks never pile up. */
    private static final String CLEAN = "delete from control.leaving_users where subject = any(array("
            + "select subject from control.leaving_users where since <= now() - " + MARK_LASTS
            + " limit 100 for update skip locked))";

    private final AgroalDataSource system;

    LeavingUsers(@DataSource("system") AgroalDataSource system) {
        this.system = system;
    }

    /** Marks a user who is a member nowhere; tells whether it is so, and the user is to be removed. */
    boolean leave(String subject) {
        return locked(subject, connection -> {
            run(connection, CLEAN);
            return run(connection, MARK, subject, Issuers.OWN_POOL, subject) > 0;
        });
    }

    /** Runs work that makes a member of the user, which is refused while the user is being removed. */
    <T> T staying(String subject, Supplier<T> work) {
        return locked(subject, connection -> {
            if (isMarked(connection, subject)) {
                throw ProblemException.conflict(
                        "The user of this subject is being removed from the user pool. Please try again later.");
            }
            return work.get();
        });
    }

    /** This connection comes before that of the work, never behind it: so nobody who has one of those waits for one of these. */
    private <T> T locked(String subject, Work<T> work) {
        try (var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            try {
                lock(connection, subject);
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                // Closing would commit: the pool switches autocommit back on.
                connection.rollback();
                throw failed;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Users who leave cannot be read or written", failure);
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
                return rows.next();
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

    /** What is done in one transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
