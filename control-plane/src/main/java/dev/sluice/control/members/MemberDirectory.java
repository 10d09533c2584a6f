package dev.sluice.control.members;

import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.permissions.Role;
import dev.sluice.control.tenants.TenantStatus;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds a person's memberships across tenants: who signs in has no tenant yet. Blocks. */
@Singleton
public class MemberDirectory {
    /** A person's accounts beyond so many are not shown. */
    private static final int MOST_ACCOUNTS = 100;

    private static final String OF_SUBJECT =
            "select m.tenant_id, t.name as account, m.id, m.name, m.role, t.status, m.used_at from control.members m"
                    + " join control.tenants t on t.id = m.tenant_id where m.issuer = ? and m.subject = ?"
                    // Of two that were made at once the operator's last: nobody works there without having chosen to.
                    + " order by m.created_at, m.tenant_id = ?, m.id limit " + MOST_ACCOUNTS;

    /** One row per account takes the subject, and none where the person is a member already. */
    private static final String TAKE_SUBJECT =
            "update control.members m set subject = ? where m.issuer = ? and lower(m.email) = lower(?) and m.subject is null"
                    + " and not exists (select 1 from control.members o where o.tenant_id = m.tenant_id"
                    + " and o.issuer = m.issuer and (o.subject = ? or (o.subject is null and o.id < m.id"
                    + " and lower(o.email) = lower(m.email))))"
                    + " returning m.tenant_id, m.id, m.name";

    private final AgroalDataSource system;
    private final MemberRecords records;

    MemberDirectory(@DataSource("system") AgroalDataSource system, MemberRecords records) {
        this.system = system;
        this.records = records;
    }

    /** The accounts of a person, oldest membership first. */
    public List<Membership> of(String issuer, String subject) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(OF_SUBJECT)) {
            statement.setString(1, issuer);
            statement.setString(2, subject);
            statement.setString(3, TenantId.OPERATOR.value());
            var found = new ArrayList<Membership>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Membership(
                            new TenantId(rows.getString("tenant_id")),
                            rows.getString("account"),
                            rows.getString("id"),
                            rows.getString("name"),
                            rows.getString("role"),
                            TenantStatus.labelled(rows.getString("status")) == TenantStatus.SUSPENDED,
                            usedAt(rows)));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException("Members cannot be read", failure);
        }
    }

    private static @Nullable Instant usedAt(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("used_at", OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** Makes members who were known by this verified e-mail address known by the subject from now on. */
    public void recognize(String issuer, String verifiedEmail, String subject, Source source) {
        try (var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement(TAKE_SUBJECT)) {
                statement.setString(1, subject);
                statement.setString(2, issuer);
                statement.setString(3, verifiedEmail);
                statement.setString(4, subject);
                for (Actor actor : actors(statement)) {
                    records.append(connection, actor, "recognizeMember", source);
                }
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                // Closing would commit: the pool switches autocommit back on.
                connection.rollback();
                throw failed;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Members cannot be written", failure);
        }
    }

    /** In the order of their tenants, in which every transaction takes the ends of audit chains. */
    private static List<Actor> actors(PreparedStatement statement) throws SQLException {
        var actors = new ArrayList<Actor>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                actors.add(new Actor(
                        new TenantId(rows.getString("tenant_id")), rows.getString("id"), rows.getString("name")));
            }
        }
        actors.sort(Comparator.comparing(actor -> actor.tenant().value()));
        return actors;
    }

    /** Makes the first user an owner of an account, as part of the transaction on this connection; whoever had the name gives way. */
    public void addOwner(Connection connection, TenantId tenant, String name, Person person) throws SQLException {
        String member = owner(connection, tenant, name, person);
        endSessions(connection, tenant, member);
        var source = new Source("internal", UUID.randomUUID().toString());
        records.append(connection, new Actor(tenant, member, name), "addFirstOwner", source);
    }

    private static String owner(Connection connection, TenantId tenant, String name, Person person)
            throws SQLException {
        var sql = "insert into control.members (tenant_id, id, name, email, issuer, subject, role, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, now()) on conflict (tenant_id, name)"
                + " do update set issuer = excluded.issuer, subject = excluded.subject, role = excluded.role,"
                + " email = excluded.email, used_at = null, sessions_since = excluded.created_at returning id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.value());
            statement.setString(2, RandomIds.next());
            statement.setString(3, name);
            statement.setString(4, person.email());
            statement.setString(5, person.issuer());
            statement.setString(6, person.subject());
            statement.setString(7, Role.OWNER.label());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /** The sessions of whoever had the name before. */
    private static void endSessions(Connection connection, TenantId tenant, String member) throws SQLException {
        try (var statement = connection.prepareStatement(
                "delete from control.browser_sessions where tenant_id = ? and member_id = ?")) {
            statement.setString(1, tenant.value());
            statement.setString(2, member);
            statement.executeUpdate();
        }
    }
}
