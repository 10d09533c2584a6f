package dev.sluice.control.members;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.platform.ids.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("security-requirements 6: the first owner of an account")
class MemberDirectoryIT {
    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    MemberDirectory members;

    @Test
    void takesANameWithoutTheSessionsOfWhoeverHadIt() throws SQLException {
        // given
        Management caller = Management.ofNewTenant();
        String tenant = caller.key().tenant();
        String former = caller.post(
                        "/platform/members",
                        "{\"user\":\"admin\",\"subject\":\"a\",\"email\":\"a@b\",\"role\":\"viewer\"}")
                .created()
                .get("id")
                .textValue();
        String subject = UUID.randomUUID().toString();

        // when
        try (var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, """
                    insert into control.browser_sessions (tenant_id, digest, member_id, created_at, last_used_at, ends_at)
                    values ('%s', sha256('%s'), '%s', now(), now(), now() + interval '1 hour')
                    """.formatted(tenant, subject, former));
            members.addOwner(connection, new TenantId(tenant), "admin", new Person("sluice", subject, null));
            connection.commit();
        }

        // then
        JsonNode owner = caller.get("/platform/members/" + former).ok();
        assertThat(owner.get("role").textValue()).isEqualTo("owner");
        assertThat(owner.has("email")).isFalse();
        assertThat(owner.has("subject")).isFalse();
        assertThat(members.of("sluice", subject)).singleElement().satisfies(each -> {
            assertThat(each.member()).isEqualTo(former);
            assertThat(each.usedAt()).isNull();
        });
        assertThat(sessions(former)).isZero();
        JsonNode record = caller.get("/platform/audit?limit=1").ok().at("/items/0");
        assertThat(record.get("operation").textValue()).isEqualTo("addFirstOwner");
        assertThat(record.get("sourceAddress").textValue()).isEqualTo("internal");
        assertThat(caller.get("/platform/audit/check").ok().get("intact").booleanValue())
                .isTrue();
    }

    private long sessions(String member) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(
                        "select count(*) from control.browser_sessions where member_id = ?")) {
            statement.setString(1, member);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
