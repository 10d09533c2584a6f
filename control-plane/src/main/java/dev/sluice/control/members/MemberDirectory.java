package dev.sluice.control.members;

import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.permissions.Role;
import dev.sluice.control.tenants.TenantStatus;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds a person's memberships across tenants: who signs in has no tenant yet. Blocks. */
@Singleton
public class MemberDirectory {
    /** A person's accounts beyond so many are not shown. */
    private static final int MOST_ACCOUNTS = 100;

    private static final String OF_SUBJECT =
            "select m.tenant_id, t.name as account, m.id, m.name, m.role, t.status from control.members m"
                    + " join control.tenants t on t.id = m.tenant_id where m.issuer = ? and m.subject = ?"
                    // The operator's account last, so that nobody works there without having chosen to.
                    + " order by m.tenant_id = ?, m.created_at, m.id limit " + MOST_ACCOUNTS;

    /** One row per account takes the subject, and none where the person is a member already. */
    private static final String TAKE_SUBJECT =
            "update control.members m set subject = ? where m.issuer = ? and lower(m.email) = lower(?) and m.subject is null"
                    + " and not exists (select 1 from control.members o where o.tenant_id = m.tenant_id"
                    + " and o.issuer = m.issuer and (o.subject = ? or (o.subject is null and o.id < m.id"
                    + " and lower(o.email) = lower(m.email))))";

    private final AgroalDataSource system;

    MemberDirectory(@DataSource("system") AgroalDataSource system) {
        this.system = system;
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
                            TenantStatus.labelled(rows.getString("status")) == TenantStatus.SUSPENDED));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException("Members cannot be read", failure);
        }
    }

    /** Makes members who were known by this verified e-mail address known by the subject from now on. */
    public void recognize(String issuer, String verifiedEmail, String subject) {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(TAKE_SUBJECT)) {
            statement.setString(1, subject);
            statement.setString(2, issuer);
            statement.setString(3, verifiedEmail);
            statement.setString(4, subject);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("Members cannot be written", failure);
        }
    }

    /** Makes the first user an owner of an account, as part of the transaction on this connection; whoever had the name gives way. */
    public void addOwner(Connection connection, TenantId tenant, String name, Person person) throws SQLException {
        var sql = "insert into control.members (tenant_id, id, name, email, issuer, subject, role, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, now()) on conflict (tenant_id, name)"
                + " do update set issuer = excluded.issuer, subject = excluded.subject, role = excluded.role";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.value());
            statement.setString(2, RandomIds.next());
            statement.setString(3, name);
            statement.setString(4, person.email());
            statement.setString(5, person.issuer());
            statement.setString(6, person.subject());
            statement.setString(7, Role.OWNER.label());
            statement.executeUpdate();
        }
    }
}
