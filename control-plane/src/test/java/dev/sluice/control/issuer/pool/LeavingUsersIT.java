package dev.sluice.control.issuer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.HandMadePool;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.OwnPool;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Users of the platform's pool who lose their last account while another lets them in. */
@QuarkusTest
@TestProfile(OwnPool.class)
@DisplayName("platform-api: members of the platform's own pool")
class LeavingUsersIT {
    private static final String MEMBERS = "/platform/members";
    private static final String WAITING =
            "select usename from pg_stat_activity where wait_event = 'advisory'" + " and query like '%leaving-users%'";

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    @DataSource("owner")
    AgroalDataSource superuser;

    @Inject
    PlatformPool table;

    private final Management one = Management.ofNewTenant();
    private final Management other = Management.ofNewTenant();
    private HandMadePool pool;
    private String subject;
    private String member;

    @BeforeEach
    void aMember() throws IOException {
        pool = new HandMadePool();
        table.save("us-east-1_handmade1", "client", "secret", "http://localhost");
        subject = pool.user("ada", "CONFIRMED");
        member = letIn(one).created().get("id").textValue();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Management.Reply letIn(Management account) {
        return account.post(
                MEMBERS,
                "{\"user\":\"ada\",\"existing\":true,\"subject\":\"%s\",\"role\":\"viewer\"}".formatted(subject));
    }

    @Test
    void nobodyIsLetInWhoseUserIsBeingRemoved() throws Exception {
        // given
        pool.holdRemovals();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var removed = threads.submit(() -> one.delete(MEMBERS + "/" + member));
            pool.awaitRemoval();

            // when: the user is there still
            Management.Reply refused = letIn(other);
            pool.letRemovalsGoOn();

            // then
            assertThat(removed.get().status()).isEqualTo(204);
            assertThat(refused.refusal())
                    .isEqualTo("409 ConflictException: The user of this subject is being removed from the user pool."
                            + " Please try again later.");
        }
        assertThat(pool.names()).isEmpty();
        assertThat(other.get(MEMBERS).ok().get("items")).isEmpty();
        assertThat(letIn(other).refusal()).isEqualTo("404 NotFoundException: Invalid subject specified");
    }

    @Test
    void aUserWhoIsAMemberElsewhereStays() {
        // given
        letIn(other).created();

        // when
        int removed = one.delete(MEMBERS + "/" + member).status();

        // then
        assertThat(removed).isEqualTo(204);
        assertThat(pool.names()).containsExactly("ada");
        assertThat(letIn(one).status()).isEqualTo(201);
    }

    @Test
    void whoseRemovalCameToNothingIsLetInLater() throws SQLException {
        // given
        pool.refuseRemovals();
        one.delete(MEMBERS + "/" + member);

        // when
        int atOnce = letIn(other).status();
        execute("update control.leaving_users set since = since - interval '10 minutes'");
        int later = letIn(other).status();

        // then
        assertThat(atOnce).isEqualTo(409);
        assertThat(later).isEqualTo(201);
    }

    @Test
    void whoWaitsToLetAUserInTakesNoConnectionThatAllTenantsShare() throws Exception {
        // given
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = superuser.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement(
                    "select pg_advisory_xact_lock(hashtext('leaving-users'), hashtext(?))")) {
                lock.setString(1, subject);
                lock.execute();
            }

            // when
            var joined = threads.submit(() -> letIn(other));
            List<String> waiting = awaitWaiting();
            connection.commit();

            // then
            assertThat(waiting).containsExactly("sluice_app");
            assertThat(joined.get().status()).isEqualTo(201);
        }
    }

    /** Database roles of those who wait for the subject. */
    private List<String> awaitWaiting() throws SQLException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        var waiting = new ArrayList<String>();
        while (waiting.isEmpty()) {
            assertThat(Instant.now()).as("a call waits for the subject").isBefore(end);
            try (var connection = superuser.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(WAITING)) {
                while (rows.next()) {
                    waiting.add(rows.getString(1));
                }
            }
        }
        return waiting;
    }

    private void execute(String sql) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
