package dev.sluice.control.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.SignedHttp;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database itself promises, over every table that any feature made. */
@QuarkusTest
class IsolationIT {
    private static final String TABLES = "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            + " where n.nspname = 'control' and c.relkind in ('r', 'p') and relname <> 'flyway_schema_history'";

    @Inject
    @DataSource("owner")
    AgroalDataSource superuser;

    @Test
    void everyTableForcesRowLevelSecurityAndHasATenantsPolicyWhereRequestsReachIt() throws SQLException {
        // when
        var open = column(TABLES + " and not (c.relrowsecurity and c.relforcerowsecurity)");
        var withoutPolicy =
                column(TABLES + " and has_table_privilege('sluice_app', c.oid, 'select,insert,update,delete')"
                        + " and not exists (select 1 from pg_policy p where p.polrelid = c.oid"
                        + " and p.polname = 'one_tenant')");

        // then
        assertThat(open).isEmpty();
        assertThat(withoutPolicy).isEmpty();
    }

    @Test
    void requestsCannotLookPastThePolicies() throws SQLException {
        // when
        var mighty = column("select rolname from pg_roles where rolname = 'sluice_app'"
                + " and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)");
        var owned =
                column("select tablename from pg_tables where schemaname = 'control' and tableowner = 'sluice_app'");
        var memberships = column("select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid"
                + " join pg_roles a on a.oid = m.member where a.rolname = 'sluice_app'");

        // then
        assertThat(mighty).isEmpty();
        assertThat(owned).isEmpty();
        assertThat(memberships).isEmpty();
    }

    @Test
    void oneFunctionLooksPastThePoliciesForRequestsAndNobodyElse() throws SQLException {
        // given
        String mighty = "select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
                + " where n.nspname = 'control' and p.prosecdef";

        // when
        var forRequests = column(mighty + " and has_function_privilege('sluice_app', p.oid, 'execute')");
        var forAll = column(mighty + " and exists (select 1 from aclexplode(coalesce(p.proacl,"
                + " acldefault('f', p.proowner))) where grantee = 0)");

        // then
        assertThat(forRequests).containsExactly("leaving_since");
        assertThat(forAll).isEmpty();
    }

    @Test
    void noSecretIsInADumpOfTheDatabase() throws SQLException {
        // given
        var owner = AccessKeyPair.firstTenant();
        String made = SignedHttp.as(owner)
                .post("/platform/access-keys", "{\"role\":\"viewer\"}")
                .json()
                .path("secret")
                .asText();
        String apiKey =
                SignedHttp.as(owner).post("/apikeys", "{}").json().path("value").asText();

        // when
        var dump = new StringBuilder();
        for (String table : column(TABLES)) {
            column("select t::text from control." + table + " t")
                    .forEach(row -> dump.append(row).append('\n'));
        }

        // then
        assertThat(dump).contains(owner.id());
        for (String secret :
                List.of(made, apiKey, owner.secret(), AccessKeyPair.operator().secret())) {
            assertThat(dump.indexOf(secret)).isNegative();
            assertThat(dump.indexOf(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))))
                    .isNegative();
        }
    }

    private List<String> column(String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
