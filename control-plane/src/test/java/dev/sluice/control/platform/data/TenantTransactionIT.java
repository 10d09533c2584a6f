package dev.sluice.control.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.platform.ids.TenantId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TenantTransactionIT {
    private static final TenantId ONE = new TenantId("100000000001");
    private static final TenantId TWO = new TenantId("100000000002");

    @Inject
    TenantTransaction transaction;

    @Inject
    EntityManager entities;

    @Inject
    AgroalDataSource app;

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @BeforeEach
    void twoTenants() throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into control.tenants (id, name, status, created_at)
                    values ('100000000001', 'one', 'active', now()), ('100000000002', 'two', 'active', now())
                    on conflict do nothing""");
        }
    }

    @Test
    void handWrittenSqlSeesOnlyTheTenantsRows() {
        // when
        List<?> seen = transaction.call(
                ONE,
                () -> entities.createNativeQuery("select id from control.tenants", String.class)
                        .getResultList());

        // then
        assertThat(seen).isEqualTo(List.of("100000000001"));
    }

    @Test
    void withoutATenantThereAreNoRowsEvenOnAConnectionThatServedOne() throws SQLException {
        // given
        for (int connections = 0; connections < 20; connections++) {
            transaction.run(TWO, () -> {});
        }

        // when
        int rows;
        try (var connection = app.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select id from control.tenants")) {
            rows = result.next() ? 1 : 0;
        }

        // then
        assertThat(rows).isZero();
    }

    @Test
    void refusesToWriteAnotherTenantsRow() {
        assertThatThrownBy(() -> transaction.run(
                        ONE, () -> entities.createNativeQuery("""
                        insert into control.access_keys (tenant_id, id, name, secret, role, created_at)
                        values ('100000000002', 'stolen', 'stolen', '', 'owner', now())""").executeUpdate()))
                .hasMessageContaining("row-level security");
    }

    @Test
    void refusesWorkForASecondTenantInsideTheFirst() {
        assertThatThrownBy(() -> transaction.run(ONE, () -> transaction.run(TWO, () -> {})))
                .hasMessageContaining("one tenant");
    }
}
