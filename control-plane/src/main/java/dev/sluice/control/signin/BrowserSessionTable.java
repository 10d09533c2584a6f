package dev.sluice.control.signin;

import dev.sluice.control.members.Actor;
import dev.sluice.control.members.MemberRecords;
import dev.sluice.control.members.Source;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.Problem.Unauthenticated.Reason;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.tenants.TenantStatus;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions by the digest of their id, across tenants: a session is looked for before its tenant is known. Blocks. */
@Singleton
class BrowserSessionTable {
    /** A member's oldest sessions beyond so many end. */
    private static final int MOST_OF_A_MEMBER = 20;

    private static final int ROWS_AT_ONCE = 1_000;

    private static final String FIND = """
            select s.tenant_id, t.name as account, t.status, m.id, m.name, m.email, m.role, m.issuer, m.subject,
              s.signed_in_at, s.last_used_at, s.ends_at
            from control.browser_sessions s
            join control.members m on m.tenant_id = s.tenant_id and m.id = s.member_id
            join control.tenants t on t.id = s.tenant_id
            where s.digest = ? and m.issuer = ? and m.subject is not null
              and (m.sessions_since is null or s.signed_in_at >= m.sessions_since)
            """;
    /** The next sign-in goes on in this account. It holds the member's row, as whoever ends sessions does first. */
    private static final String NOTE = """
            update control.members set used_at = ? where tenant_id = ? and id = ?
              and (sessions_since is null or sessions_since <= coalesce(?::timestamptz, now()))
            """;

    private static final String INSERT = """
            insert into control.browser_sessions
              (tenant_id, digest, member_id, signed_in_at, created_at, last_used_at, ends_at)
            values (?, ?, ?, coalesce(?::timestamptz, now()), ?, ?, ?)
            """;
    private static final String TRIM = """
            delete from control.browser_sessions where tenant_id = ? and member_id = ? and digest not in (
              select digest from control.browser_sessions where tenant_id = ? and member_id = ?
              order by created_at desc limit ?)
            """;
    private static final String CLEAN = """
            delete from control.browser_sessions where ctid = any(array(
              select ctid from control.browser_sessions where ends_at < ? or last_used_at < ? limit ?))
            """;

    private final AgroalDataSource system;
    private final MemberRecords records;

    BrowserSessionTable(@DataSource("system") AgroalDataSource system, MemberRecords records) {
        this.system = system;
        this.records = records;
    }

    /** The session of a member of this issuer: those of another one ended when it was replaced. */
    Optional<BrowserSessionRow> find(byte[] digest, String issuer) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(FIND)) {
            statement.setBytes(1, digest);
            statement.setString(2, issuer);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /**
     * Begins a session of a member, with its record; at the same moment the browser's former one ends. One that goes on from the
     * former is refused when that has ended meanwhile, or the account ended what older sign-ins began.
     */
    void begin(NewBrowserSession session, Source source) {
        writing(connection -> {
            boolean isLetIn = note(connection, session);
            boolean wasThere = delete(connection, session.former());
            if (!isLetIn || (session.signedInAt() != null && !wasThere)) {
                throw missing();
            }
            insert(connection, session);
            trim(connection, session.actor().tenant(), session.actor().member());
            records.append(connection, session.actor(), "signIn", source);
        });
    }

    /** What is answered to whoever has no session, or has none any more. */
    static ProblemException missing() {
        return new ProblemException(new Problem.Unauthenticated(Reason.MISSING_TOKEN, "Missing Authentication Token"));
    }

    void use(byte[] digest, Instant now) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(
                        "update control.browser_sessions set last_used_at = ? where digest = ?")) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setBytes(2, digest);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** Ends a session, with its record. */
    void end(byte[] digest, Actor actor, Source source) {
        writing(connection -> {
            delete(connection, digest);
            records.append(connection, actor, "signOut", source);
        });
    }

    private void writing(Work work) {
        try (var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                // Closing would commit: the pool switches autocommit back on.
                connection.rollback();
                throw failed;
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** Takes away sessions that have ended, some at a time; tells how many. */
    int clean(Instant now, Instant idleSince) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(CLEAN)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setObject(2, idleSince.atOffset(ZoneOffset.UTC));
            statement.setInt(3, ROWS_AT_ONCE);
            return statement.executeUpdate();
        }
    }

    private static boolean delete(Connection connection, byte[] digest) throws SQLException {
        try (var statement = connection.prepareStatement("delete from control.browser_sessions where digest = ?")) {
            statement.setBytes(1, digest);
            return statement.executeUpdate() > 0;
        }
    }

    private static void trim(Connection connection, TenantId tenant, String member) throws SQLException {
        try (var statement = connection.prepareStatement(TRIM)) {
            statement.setString(1, tenant.value());
            statement.setString(2, member);
            statement.setString(3, tenant.value());
            statement.setString(4, member);
            statement.setInt(5, MOST_OF_A_MEMBER);
            statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, NewBrowserSession session) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, session.actor().tenant().value());
            statement.setBytes(2, session.digest());
            statement.setString(3, session.actor().member());
            statement.setObject(4, time(session.signedInAt()));
            statement.setObject(5, time(session.now()));
            statement.setObject(6, time(session.now()));
            statement.setObject(7, time(session.endsAt()));
            statement.executeUpdate();
        }
    }

    private static boolean note(Connection connection, NewBrowserSession session) throws SQLException {
        try (var statement = connection.prepareStatement(NOTE)) {
            statement.setObject(1, time(session.now()));
            statement.setString(2, session.actor().tenant().value());
            statement.setString(3, session.actor().member());
            statement.setObject(4, time(session.signedInAt()));
            return statement.executeUpdate() > 0;
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static BrowserSessionRow row(ResultSet row) throws SQLException {
        return new BrowserSessionRow(
                new TenantId(row.getString("tenant_id")),
                row.getString("account"),
                TenantStatus.labelled(row.getString("status")) == TenantStatus.SUSPENDED,
                row.getString("id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("role"),
                row.getString("issuer"),
                row.getString("subject"),
                row.getObject("signed_in_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant());
    }

    private static IllegalStateException failed(SQLException failure) {
        return new IllegalStateException("Sessions cannot be read or written", failure);
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }
}
