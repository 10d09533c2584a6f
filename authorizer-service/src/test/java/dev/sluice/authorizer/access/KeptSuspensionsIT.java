package dev.sluice.authorizer.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.Sql;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.fixtures.ControlPlane;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.store.PoolDatabases;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName(
        "security-requirements 50: suspensions outlast a start without Kafka, and nobody is served while none are known")
class KeptSuspensionsIT {
    @Inject
    Database database;

    private final String clientId = UUID.randomUUID().toString();
    private Installation installation;
    private TenantId tenant;

    @BeforeEach
    void aTenantWithAClient() {
        installation = new Installation("us-east-1", "aws", Optional.of("c" + digits()));
        tenant = new TenantId("8" + digits());
        database.run(tenant, rows -> {
            rows.write(
                    "insert into identity.user_pools (tenant_id, id, name, settings, schema_attributes, decoy_key,"
                            + " created_at, modified_at) values (:tenant, ?, 'people', '{}', '[]', '', now(), now())",
                    clientId);
            rows.write(
                    "insert into identity.user_pool_clients (tenant_id, pool_id, id, name, settings, created_at,"
                            + " modified_at) values (:tenant, ?, ?, 'app', '{}', now(), now())",
                    clientId,
                    clientId);
        });
    }

    private static String digits() {
        return Long.toString(ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L));
    }

    /** What a process knows that has just started, and for which Kafka is away. */
    private final class Started {
        private final AccessTable table = new AccessTable();
        private final KeptSuspensions kept = new KeptSuspensions(database, table, installation);
        private final PoolDatabase pools = PoolDatabases.of(database, table);

        private Started() {
            kept.load();
        }

        private void hears(long revision, boolean suspended) {
            table.put(new TenantRecord(TenantRecord.FORMAT_VERSION, tenant.value(), revision, suspended, null));
            kept.keep();
        }

        private void readsToTheEnd() {
            table.complete();
            kept.keep();
        }
    }

    @Test
    void servesNobodyBeforeAnyProcessHasReadTheTopicToItsEnd() {
        // when
        var first = new Started();
        first.hears(1, false);

        // then
        assertThat(first.table.standing(tenant)).isEqualTo(Standing.UNKNOWN);
        assertThat(new Started().table.standing(tenant)).isEqualTo(Standing.UNKNOWN);
        assertThatThrownBy(() -> first.pools.client(clientId))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(503));
    }

    @Test
    void servesActiveTenantsAtALaterStartAndNoSuspendedOne() {
        // given
        var former = new Started();
        former.readsToTheEnd();

        // when
        var active = new Started();
        former.hears(5, true);
        var suspended = new Started();

        // then
        assertThat(active.pools.client(clientId)).isPresent();
        assertThatThrownBy(() -> suspended.pools.client(clientId))
                .hasMessage("The account " + tenant + " is suspended");
        assertThatThrownBy(() -> suspended.pools.poolOfUsers(clientId))
                .hasMessage("The account " + tenant + " is suspended");
    }

    @Test
    void keepsTheLastRevisionWhoeverHeardOfItFirst() {
        // given
        var ahead = new Started();
        var behind = new Started();
        ahead.readsToTheEnd();
        ahead.hears(5, true);

        // when
        ahead.hears(6, false);
        behind.hears(5, true);
        var later = new Started();
        later.hears(5, true);

        // then
        assertThat(later.table.standing(tenant)).isEqualTo(Standing.ACTIVE);
    }

    @Test
    void aTenantThatWasNeverSuspendedLeavesNoRow() {
        // when
        var process = new Started();
        process.hears(3, false);

        // then
        assertThat(kept()).isEmpty();
    }

    @Test
    @DisplayName("what the topic tells is kept")
    void keepsWhatTheTopicTells() {
        // given
        var control = new ControlPlane();

        // when
        control.suspends(tenant.value(), true);

        // then
        Await.until("the suspension is kept", () -> kept().equals(Optional.of(true)));
        control.suspends(tenant.value(), false);
        Await.until("its end is kept", () -> kept().equals(Optional.of(false)));
    }

    private Optional<Boolean> kept() {
        return database.callForAll(connection -> Sql.find(
                connection,
                "select suspended from identity.tenant_states where tenant_id = ?",
                row -> row.getBoolean(1),
                tenant.value()));
    }
}
