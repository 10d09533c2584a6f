package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.signIn;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.secret.BusyPasswords;
import dev.sluice.authorizer.pools.signin.PasswordProofs;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sign-in that finds no room to hash its password is no failure, as nobody has judged it. */
@QuarkusTest
class TurnedAwayIT {
    private static final String ADDRESS = "127.0.0.1";

    @Inject
    PoolFixture fixture;

    @Inject
    ClientDirectory clients;

    @Inject
    PasswordProofs proofs;

    @Inject
    TestClock clock;

    private Owned owned;
    private String clientId;

    @BeforeEach
    void registerAUser() {
        clock.stop();
        owned = fixture.pool();
        clientId = client(owned).clientId();
        user(owned, "sam");
    }

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void signInsThatAreTurnedAwayLockNobodyOut() {
        // given
        for (int i = 0; i < 10; i++) {
            turnAway();
        }

        // then
        assertThat(signIn(owned, clientId, "sam").accessToken()).isNotBlank();
    }

    @Test
    void failuresBeforeStillCount() throws Exception {
        // given
        for (int i = 0; i < 4; i++) {
            assertThat(guess()).contains("Incorrect username or password.");
        }
        turnAway();

        // then
        assertThat(guess()).as("the fifth").contains("Incorrect username or password.");
        assertThat(guess()).contains("Password attempts exceeded");
    }

    private void turnAway() {
        var proof = proofs.by(BusyPasswords.of(new TenantId(owned.tenant().id())));
        assertThatThrownBy(() -> proof.prove(clients.get(clientId), "sam", PASSWORD, ADDRESS))
                .hasMessage("Too many requests");
    }

    private String guess() throws Exception {
        return fixture.raw(
                        "InitiateAuth",
                        "{\"ClientId\":\"" + clientId + "\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":"
                                + "{\"USERNAME\":\"sam\",\"PASSWORD\":\"Wrong-1234\"}}")
                .body();
    }
}
