package dev.sluice.control.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.fixtures.SignedHttp.Answer;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditIT {
    @Inject
    @DataSource("owner")
    AgroalDataSource superuser;

    @Inject
    TenantTransaction transaction;

    @Inject
    EntityManager entities;

    private String tenant = "";
    private SignedHttp owner = SignedHttp.as(AccessKeyPair.operator());

    @BeforeEach
    void aTenantWithFourRecords() {
        Answer created = SignedHttp.as(AccessKeyPair.operator()).post("/platform/tenants", "{\"name\":\"Audited\"}");
        tenant = created.json().path("id").asText();
        var key = created.json().path("accessKey");
        owner = SignedHttp.as(
                new AccessKeyPair(key.path("id").asText(), key.path("secret").asText()));
        for (int key2 = 0; key2 < 3; key2++) {
            owner.post("/platform/access-keys", "{\"role\":\"viewer\"}");
        }
    }

    @Test
    void everyWriteLeavesWhoWhatAndWhere() {
        // when
        Answer answer = owner.get("/platform/audit?limit=1");

        // then
        var record = answer.json().path("items").path(0);
        assertThat(record.path("operation").asText()).isEqualTo("createAccessKey");
        assertThat(record.path("target").asText()).isEqualTo("POST /platform/access-keys");
        assertThat(record.path("principal").asText()).isEqualTo("arn:aws:iam::" + tenant + ":user/owner");
        assertThat(record.path("sourceAddress").asText()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(record.path("requestId").asText()).hasSize(36);
        assertThat(record.path("beforeDigest").asText())
                .isNotEqualTo(record.path("afterDigest").asText());
        assertThat(answer.json().path("position").asText()).isEqualTo("4");
    }

    @Test
    void aRefusedWriteLeavesNothing() {
        // when
        Answer refused = owner.post("/platform/access-keys", "{\"role\":\"emperor\"}");

        // then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(owner.get("/platform/audit").json().path("items")).hasSize(4);
    }

    @Test
    void followsAWholeChain() {
        // when
        Answer check = owner.get("/platform/audit/check");

        // then
        assertThat(check.json().path("intact").asBoolean()).as(check.body()).isTrue();
        assertThat(check.json().path("records").asInt()).isEqualTo(4);
    }

    @Test
    void checksWhileAWriteHoldsTheEndOfTheChain() throws SQLException {
        try (var connection = superuser.getConnection()) {
            // given
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "select 1 from control.audit_heads where tenant_id = '%s' for update".formatted(tenant));

                // when
                Answer check = owner.get("/platform/audit/check");

                // then
                assertThat(check.json().path("intact").asBoolean())
                        .as(check.body())
                        .isTrue();
            } finally {
                connection.rollback();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update control.audit_records set principal = 'somebody else' where sequence = 3 and tenant_id = '%s'",
                "delete from control.audit_records where sequence = 3 and tenant_id = '%s'",
                "update control.audit_records set hash = '' where sequence = 3 and tenant_id = '%s'"
            })
    void findsAnAlteredOrRemovedRow(String tampering) throws SQLException {
        // given
        execute(tampering.formatted(tenant));

        // when
        Answer check = owner.get("/platform/audit/check");

        // then
        assertThat(check.json().path("intact").asBoolean()).isFalse();
        assertThat(check.json().path("brokenAt").asInt()).isEqualTo(3);
    }

    @Test
    void findsThatTheNewestRowWasRemoved() throws SQLException {
        // given
        execute("delete from control.audit_records where sequence = 4 and tenant_id = '%s'".formatted(tenant));

        // when
        Answer check = owner.get("/platform/audit/check");

        // then
        assertThat(check.json().path("brokenAt").asInt()).isEqualTo(4);
    }

    @Test
    void requestsCannotChangeARecord() {
        assertThatThrownBy(() -> transaction.run(
                        new TenantId(tenant),
                        () -> entities.createNativeQuery("update control.audit_records set principal = 'somebody else'")
                                .executeUpdate()))
                .hasMessageContaining("permission denied");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
