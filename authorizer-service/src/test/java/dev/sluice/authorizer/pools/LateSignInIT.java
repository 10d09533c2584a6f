package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.json;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator ends while a user signs in has ended: the sign-in does not outlive it. */
@QuarkusTest
class LateSignInIT {
    @Inject
    PoolFixture fixture;

    @Inject
    PoolDatabase database;

    private Owned owned;
    private String clientId;

    @BeforeEach
    void registerAUserWithAFailure() throws Exception {
        owned = fixture.pool();
        clientId = client(owned).clientId();
        user(owned, "sam");
        assertThat(signIn("wrong").statusCode()).isEqualTo(400);
    }

    @Test
    void aResetHoldsForASignInUnderWay() throws Exception {
        // when
        var answer = during(() -> owned.sdk()
                .adminResetUserPassword(
                        request -> request.userPoolId(owned.poolId()).username("sam")));

        // then
        assertThat(json(answer.body()).get("__type").asText())
                .as(answer.body())
                .isEqualTo("PasswordResetRequiredException");
    }

    @Test
    void aDisablingHoldsForASignInUnderWay() throws Exception {
        // when
        var answer = during(() -> owned.sdk()
                .adminDisableUser(request -> request.userPoolId(owned.poolId()).username("sam")));

        // then
        assertThat(json(answer.body()).get("message").asText())
                .as(answer.body())
                .isEqualTo("User is disabled.");
    }

    @Test
    void anotherPasswordHoldsForASignInUnderWay() throws Exception {
        // when
        var answer = during(() -> owned.sdk()
                .adminSetUserPassword(request -> request.userPoolId(owned.poolId())
                        .username("sam")
                        .password(PASSWORD + "-2")
                        .permanent(true)));

        // then
        assertThat(json(answer.body()).get("message").asText())
                .as(answer.body())
                .isEqualTo("Incorrect username or password.");
    }

    @Test
    void aResetPasswordIsChosenAnewByItsCode() throws Exception {
        // given
        owned.sdk()
                .adminResetUserPassword(
                        request -> request.userPoolId(owned.poolId()).username("sam"));
        assertThat(json(signIn(PASSWORD).body()).get("__type").asText()).isEqualTo("PasswordResetRequiredException");
        String code = fixture.code(owned, "FORGOT_PASSWORD");

        // when
        owned.sdk()
                .confirmForgotPassword(request -> request.clientId(clientId)
                        .username("sam")
                        .confirmationCode(code)
                        .password(PASSWORD + "-3"));

        // then
        assertThat(signIn(PASSWORD + "-3").statusCode()).isEqualTo(200);
    }

    @Test
    void refreshesNothingWhileAPasswordMustBeReset() throws Exception {
        // given
        String token = json(signIn(PASSWORD).body())
                .get("AuthenticationResult")
                .get("RefreshToken")
                .asText();
        database.run(
                owned.tenant().id(),
                rows -> rows.write(
                        "update identity.users set status = 'RESET_REQUIRED' where tenant_id = :tenant and pool_id = ?",
                        owned.poolId()));

        // when
        var answer = fixture.raw(
                "InitiateAuth",
                "{\"ClientId\":\"" + clientId
                        + "\",\"AuthFlow\":\"REFRESH_TOKEN_AUTH\",\"AuthParameters\":{\"REFRESH_TOKEN\":\"" + token
                        + "\"}}");

        // then
        assertThat(json(answer.body()).get("__type").asText())
                .as(answer.body())
                .isEqualTo("PasswordResetRequiredException");
    }

    /** The answer to a sign-in that has read its user before the change, and lets the user in after it. */
    private HttpResponse<String> during(Runnable change) throws Exception {
        var isHeld = new CountDownLatch(1);
        var isChanged = new CountDownLatch(1);
        // A sign-in reads its user, then waits for its attempts' row.
        var holder =
                CompletableFuture.runAsync(() -> database.run(owned.tenant().id(), rows -> {
                    rows.list(
                            "select 1 from identity.user_attempts where tenant_id = :tenant and pool_id = ? for update",
                            row -> row.getInt(1),
                            owned.poolId());
                    isHeld.countDown();
                    await(isChanged);
                }));
        await(isHeld);
        var answer = CompletableFuture.supplyAsync(() -> signIn(PASSWORD));
        Thread.sleep(Duration.ofSeconds(1));
        assertThat(answer).as("the sign-in waits").isNotDone();
        change.run();
        isChanged.countDown();
        holder.get(10, TimeUnit.SECONDS);
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpResponse<String> signIn(String password) {
        try {
            return fixture.raw(
                    "InitiateAuth",
                    "{\"ClientId\":\"" + clientId
                            + "\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":{\"USERNAME\":\"sam\",\"PASSWORD\":\""
                            + password + "\"}}");
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
