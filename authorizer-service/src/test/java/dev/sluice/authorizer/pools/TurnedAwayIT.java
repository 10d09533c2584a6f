package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.signIn;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.account.BusyRecoveries;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.secret.BusyPasswords;
import dev.sluice.authorizer.pools.signin.PasswordProofs;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who finds no room to hash a password has failed at nothing: no wrong password was seen, and no wrong code. */
@QuarkusTest
class TurnedAwayIT {
    private static final String ADDRESS = "127.0.0.1";
    private static final int TRIES_OF_AN_ADDRESS = 100;

    @Inject
    PoolFixture fixture;

    @Inject
    ClientDirectory clients;

    @Inject
    PasswordProofs proofs;

    @Inject
    BusyRecoveries recoveries;

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

    @Test
    void rightCodesThatAreTurnedAwayUseUpNoTries() throws Exception {
        // given
        String code = forgottenPassword();
        for (int i = 0; i < TRIES_OF_AN_ADDRESS; i++) {
            turnAway(code);
        }

        // then
        assertThat(confirm(code).statusCode()).isEqualTo(200);
    }

    @Test
    void wrongCodesBeforeStillCount() throws Exception {
        // given
        String code = forgottenPassword();
        String wrong = code.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 4; i++) {
            assertThat(confirm(wrong).body()).contains("CodeMismatchException");
        }
        turnAway(code);

        // then
        assertThat(confirm(wrong).body()).as("the fifth").contains("CodeMismatchException");
        assertThat(confirm(code).body()).contains("LimitExceededException");
    }

    private String forgottenPassword() throws Exception {
        owned.sdk().forgotPassword(request -> request.clientId(clientId).username("sam"));
        return fixture.code(owned, "FORGOT_PASSWORD");
    }

    private HttpResponse<String> confirm(String code) throws Exception {
        return fixture.raw("ConfirmForgotPassword", confirmation(code));
    }

    private void turnAway(String code) {
        var tenant = new TenantId(owned.tenant().id());
        assertThatThrownBy(() -> recoveries.confirm(tenant, confirmation(code), ADDRESS))
                .hasMessage("Too many requests");
    }

    private String confirmation(String code) {
        return "{\"ClientId\":\"" + clientId + "\",\"Username\":\"sam\",\"ConfirmationCode\":\"" + code
                + "\",\"Password\":\"" + PASSWORD + "-2\"}";
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
