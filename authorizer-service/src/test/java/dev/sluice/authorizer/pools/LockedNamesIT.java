package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.signIn;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody keeps a person out by failing in its name. */
@QuarkusTest
class LockedNamesIT {
    @Inject
    PoolFixture fixture;

    @Inject
    PoolDatabase database;

    @Inject
    TestClock clock;

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void aStrangersFailuresLockTheNameForHisOwnAddressAlone() throws Exception {
        // given
        clock.stop();
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "pat");
        for (int i = 0; i < 5; i++) {
            assertThat(guess("127.0.0.2", clientId, "pat")).contains("Incorrect username or password.");
        }
        assertThat(guess("127.0.0.2", clientId, "pat")).contains("Password attempts exceeded");

        // then
        assertThat(signIn(owned, clientId, "pat").accessToken()).isNotBlank();
        assertThat(guess("127.0.0.2", clientId, "pat"))
                .as("a sign-in from elsewhere forgives him nothing")
                .contains("Password attempts exceeded");
    }

    @Test
    void manyAddressesTogetherLockANameForAllUntilTheHourIsOver() throws Exception {
        // given
        clock.stop();
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "rio");
        assertThat(guess("127.0.0.2", clientId, "rio")).contains("Incorrect username or password.");
        database.run(
                owned.tenant().id(),
                rows -> rows.write(
                        "update identity.user_attempts set failures = 499 where tenant_id = :tenant and pool_id = ?",
                        owned.poolId()));
        assertThat(guess("127.0.0.3", clientId, "rio"))
                .as("the last one that is judged")
                .contains("Incorrect username or password.");

        // then
        assertThatThrownBy(() -> signIn(owned, clientId, "rio")).hasMessageContaining("Password attempts exceeded");
        clock.move(Duration.ofHours(1));
        assertThat(signIn(owned, clientId, "rio").accessToken()).isNotBlank();
    }

    @Test
    void nobodyLocksANameWhereItsUserSignedInLately() throws Exception {
        // given
        clock.stop();
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        String kai = user(owned, "kai");
        signIn(owned, clientId, "kai");
        lockForAll(owned, kai);

        // when, then
        assertThat(guess("127.0.0.4", clientId, "kai")).contains("Password attempts exceeded");
        assertThat(signIn(owned, clientId, "kai").accessToken()).isNotBlank();
        assertThat(guess("127.0.0.4", clientId, "kai"))
                .as("a sign-in opens the name for nobody else")
                .contains("Password attempts exceeded");
        clock.move(Duration.ofDays(31));
        lockForAll(owned, kai);
        assertThatThrownBy(() -> signIn(owned, clientId, "kai")).hasMessageContaining("Password attempts exceeded");
    }

    /** As if strangers of a hundred networks had failed in this hour. */
    private void lockForAll(Owned owned, String sub) throws Exception {
        Instant now = clock.instant();
        database.run(
                owned.tenant().id(),
                rows -> rows.write(
                        "insert into identity.user_attempts (tenant_id, pool_id, digest, failures, last_at, locked_until)"
                                + " values (:tenant, ?, sha256(convert_to(?, 'UTF8')), 500, ?, ?)"
                                + " on conflict (tenant_id, pool_id, digest) do update set failures = 500,"
                                + " last_at = excluded.last_at, locked_until = excluded.locked_until",
                        owned.poolId(),
                        "NAME_ANYWHERE/" + now.getEpochSecond() / 3_600 + "/sub/" + sub,
                        now,
                        now.plusSeconds(600)));
    }

    private static String guess(String address, String clientId, String name) throws Exception {
        return PoolFixture.rawFrom(
                        address,
                        "InitiateAuth",
                        "{\"ClientId\":\"" + clientId + "\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":"
                                + "{\"USERNAME\":\"" + name + "\",\"PASSWORD\":\"Wrong-1234\"}}")
                .body();
    }
}
