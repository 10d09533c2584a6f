package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.json;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A password that an administrator took back: nothing is refreshed before another is chosen. */
@QuarkusTest
class ResetPasswordIT {
    @Inject
    PoolFixture fixture;

    private Owned owned;
    private String clientId;

    @BeforeEach
    void registerAUser() throws Exception {
        owned = fixture.pool();
        clientId = client(owned).clientId();
        user(owned, "sam");
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
        owned.sdk()
                .adminResetUserPassword(
                        request -> request.userPoolId(owned.poolId()).username("sam"));

        // when
        var answer = fixture.raw(
                "InitiateAuth",
                "{\"ClientId\":\"" + clientId
                        + "\",\"AuthFlow\":\"REFRESH_TOKEN_AUTH\",\"AuthParameters\":{\"REFRESH_TOKEN\":\"" + token
                        + "\"}}");

        // then
        assertThat(json(answer.body()).get("__type").asText()).as(answer.body()).isEqualTo("NotAuthorizedException");
        assertThat(json(answer.body()).get("message").asText()).isEqualTo("Refresh Token has been revoked");
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
