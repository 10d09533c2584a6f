package dev.sluice.control.signin;

import dev.sluice.control.bootstrap.FirstAccounts;
import dev.sluice.control.issuer.Issuers;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.issuer.pool.PlatformPool;
import dev.sluice.control.issuer.pool.PoolMaker;
import dev.sluice.control.issuer.pool.PoolRegistration;
import dev.sluice.control.issuer.pool.PoolUsers;
import dev.sluice.control.members.MemberDirectory;
import dev.sluice.control.members.Person;
import dev.sluice.control.platform.browsers.ConsoleAddress;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Makes the platform's user pool and its first user, who owns the first tenant and the operator's account. Each step can be made
 * again: a try that broke off leaves a user whose password the next one replaces, and a file that it writes anew. One control
 * plane at a time. Blocks.
 */
@Singleton
class FirstSignIn {
    static final String USER = PoolUsers.FIRST;

    private static final Logger LOG = Logger.getLogger(FirstSignIn.class);
    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended('sluice.first-sign-in', 0))";
    private static final String UNLOCK = "select pg_advisory_unlock(hashtextextended('sluice.first-sign-in', 0))";

    private final Pool pool;
    private final MemberDirectory members;
    private final FirstAccounts accounts;
    private final SignInFile file;
    private final ConsoleAddress console;

    FirstSignIn(Pool pool, MemberDirectory members, FirstAccounts accounts, SignInFile file, ConsoleAddress console) {
        this.pool = pool;
        this.members = members;
        this.accounts = accounts;
        this.file = file;
        this.console = console;
    }

    /**
     * Sees to it that somebody can sign in; fails while the authorizer service cannot be asked.
     *
     * @param connection of a role that sees all tenants, not in a transaction
     */
    void make(Connection connection) throws SQLException, IOException {
        if (!asked(connection, LOCK)) {
            throw new IssuerAway("another control plane makes the user pool");
        }
        try {
            PoolRegistration made = pool.maker.make(console.origin(), console.callback(), console.home());
            if (!made.firstUserMade()) {
                firstUser(connection, made);
            }
        } finally {
            asked(connection, UNLOCK);
        }
    }

    private void firstUser(Connection connection, PoolRegistration made) throws SQLException, IOException {
        if (!file.hasPlace()) {
            LOG.warn("no first user is made: sluice.credentials.file names where its password would go");
            return;
        }
        Optional<TenantId> first = accounts.firstTenant(connection);
        String password = PoolUsers.password();
        var user = pool.maker.withLongPasswords(
                made,
                () -> pool.users.first(
                        password,
                        subject -> !members.of(Issuers.OWN_POOL, subject).isEmpty()));
        file.write(console.home(), USER, password);
        var person = new Person(Issuers.OWN_POOL, user.subject(), null);
        connection.setAutoCommit(false);
        try {
            // In the order in which every transaction takes the ends of audit chains.
            for (TenantId tenant : Stream.concat(first.stream(), Stream.of(TenantId.OPERATOR))
                    .sorted(Comparator.comparing(TenantId::value))
                    .toList()) {
                members.addOwner(connection, tenant, USER, person);
            }
            pool.table.firstUserIsMade(connection);
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            // Switching autocommit back on would commit.
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
        LOG.info("the first user can sign in: the one-time password is in the file sign-in beside the credentials");
    }

    private static boolean asked(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** The parts of the user pool. */
    @Singleton
    static class Pool {
        private final PoolMaker maker;
        private final PoolUsers users;
        private final PlatformPool table;

        Pool(PoolMaker maker, PoolUsers users, PlatformPool table) {
            this.maker = maker;
            this.users = users;
            this.table = table;
        }
    }
}
