package dev.sluice.control.stages;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every change of a stage becomes its current record, under a higher revision, in the transaction of the change. */
@QuarkusTest
class StagePublishingIT {
    @Inject
    @DataSource("system")
    AgroalDataSource system;

    private Management caller;
    private SampleApi api;

    @BeforeEach
    void aDeployedStage() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        api.deploy("prod");
    }

    @Test
    void everyChangeRaisesTheRevision() throws SQLException {
        Published deployed = published();
        caller.patch(api.stages() + "/prod", body("{'op':'replace','path':'/variables/a','value':'b'}"))
                .ok();
        Published patched = published();
        api.deploy("prod");
        Published redeployed = published();

        assertThat(deployed.deleted()).isFalse();
        assertThat(patched.revision()).isGreaterThan(deployed.revision());
        assertThat(redeployed.revision()).isGreaterThan(patched.revision());
    }

    @Test
    void aFlushIsAChangeOfTheStage() throws SQLException {
        Published before = published();
        caller.delete(api.stages() + "/prod/cache/data").expect(202);
        Published data = published();
        caller.delete(api.stages() + "/prod/cache/authorizers").expect(202);

        assertThat(data.revision()).isGreaterThan(before.revision());
        assertThat(published().revision()).isGreaterThan(data.revision());
        assertThat(epochs()).isEqualTo(data.revision() + " " + published().revision());
    }

    @Test
    void aRefusedChangePublishesNothing() throws SQLException {
        Published before = published();

        caller.patch(api.stages() + "/prod", body("{'op':'replace','path':'/deploymentId','value':'none'}"))
                .expect(400);

        assertThat(published()).isEqualTo(before);
    }

    @Test
    void deletingTheStagePublishesItsDeletion() throws SQLException {
        long before = published().revision();

        caller.delete(api.stages() + "/prod").expect(202);

        assertThat(published().deleted()).isTrue();
        assertThat(published().revision()).isGreaterThan(before);
    }

    @Test
    void deletingTheApiPublishesTheDeletionOfItsStages() throws SQLException {
        caller.delete(api.path()).expect(202);

        assertThat(published().deleted()).isTrue();
    }

    private String epochs() throws SQLException {
        try (var connection = system.getConnection();
                var query = connection.prepareStatement(
                        "select responses_epoch || ' ' || authorizers_epoch from control.stages where api_id = ?")) {
            query.setString(1, api.id());
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    private Published published() throws SQLException {
        try (var connection = system.getConnection();
                var query =
                        connection.prepareStatement("select revision, deleted from control.records where key = ?")) {
            query.setString(1, caller.key().tenant() + "/" + api.id() + "/prod");
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return new Published(rows.getLong(1), rows.getBoolean(2));
            }
        }
    }

    private record Published(long revision, boolean deleted) {}
}
