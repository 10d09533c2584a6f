package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.attribute;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreventUserExistenceErrorTypes;

@QuarkusTest
@DisplayName("security-requirements 9 and 15: a client that hides its users tells nobody by codes who has an account")
class HiddenUsersIT {
    private static final String MISMATCH =
            "CodeMismatchException Invalid verification code provided, please try again.";
    private static final String EXPIRED = "ExpiredCodeException Invalid code provided, please request a code again.";
    private static final String LIMIT = "LimitExceededException Attempt limit exceeded, please try after some time.";
    private static final List<String> FIVE_TRIES = tries();

    @Inject
    PoolFixture fixture;

    @Inject
    TestClock clock;

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    private static List<String> tries() {
        var tries = new ArrayList<>(Collections.nCopies(5, MISMATCH));
        tries.add(LIMIT);
        return List.copyOf(tries);
    }

    private String said(String operation, String clientId, String name, String code) throws Exception {
        String password = operation.equals("ConfirmForgotPassword") ? ",\"Password\":\"" + PASSWORD + "2\"" : "";
        var answer = fixture.raw(
                operation,
                "{\"ClientId\":\"" + clientId + "\",\"Username\":\"" + name + "\",\"ConfirmationCode\":\"" + code + "\""
                        + password + "}");
        var body = PoolFixture.json(answer.body());
        return body.path("__type").asText() + " " + body.path("message").asText();
    }

    private List<String> guesses(String operation, String clientId, String name, String right) throws Exception {
        var said = new ArrayList<String>();
        for (int guess = 0; guess < 6; guess++) {
            said.add(said(operation, clientId, name, right.equals("111111") ? "222222" : "111111"));
        }
        return said;
    }

    private static void forgets(Owned owned, String clientId, String name) {
        owned.sdk().forgotPassword(request -> request.clientId(clientId).username(name));
    }

    @Test
    void guessesAtAForgottenPasswordAreAnsweredAlikeForEveryName() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        for (String name : List.of("idle", "ended", "asked", "disabled")) {
            user(owned, name);
        }
        clock.stop();
        forgets(owned, clientId, "ended");
        clock.move(Duration.ofMinutes(61));
        forgets(owned, clientId, "asked");
        String code = fixture.code(owned, "FORGOT_PASSWORD");
        owned.sdk()
                .adminDisableUser(request -> request.userPoolId(owned.poolId()).username("disabled"));
        List<String> names = List.of("nobody", "idle", "ended", "asked", "disabled");

        // when
        var said = new HashMap<String, List<String>>();
        var again = new HashMap<String, String>();
        for (String name : names) {
            said.put(name, guesses("ConfirmForgotPassword", clientId, name, code));
        }
        for (String name : names) {
            forgets(owned, clientId, name);
            again.put(name, guesses("ConfirmForgotPassword", clientId, name, "").getFirst());
        }

        // then
        assertThat(said)
                .containsOnlyKeys(names)
                .allSatisfy((_, heard) -> assertThat(heard).isEqualTo(FIVE_TRIES));
        assertThat(again.values()).containsOnly(MISMATCH);
    }

    @Test
    void guessesAtASignUpAreAnsweredAlikeForEveryName() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "confirmed");
        owned.sdk()
                .signUp(request -> request.clientId(clientId).username("mute").password(PASSWORD));
        owned.sdk()
                .signUp(request -> request.clientId(clientId)
                        .username("waiting")
                        .password(PASSWORD)
                        .userAttributes(attribute("email", "waiting@example.com")));
        String code = fixture.code(owned, "SIGN_UP");

        // when
        var said = new HashMap<String, List<String>>();
        for (String name : List.of("nobody", "confirmed", "mute", "waiting")) {
            said.put(name, guesses("ConfirmSignUp", clientId, name, code));
        }

        // then
        assertThat(said).hasSize(4).allSatisfy((_, heard) -> assertThat(heard).isEqualTo(FIVE_TRIES));
    }

    @Test
    void whoKnowsTheCodeIsToldThatItHasEnded() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "late");
        clock.stop();
        forgets(owned, clientId, "late");
        String code = fixture.code(owned, "FORGOT_PASSWORD");
        clock.move(Duration.ofMinutes(61));

        // when
        String right = said("ConfirmForgotPassword", clientId, "late", code);
        String wrong = said("ConfirmForgotPassword", clientId, "late", code.equals("111111") ? "222222" : "111111");

        // then
        assertThat(right).isEqualTo(EXPIRED);
        assertThat(wrong).isEqualTo(MISMATCH);
    }

    @Test
    void aClientThatShowsItsUsersNamesTheReason() throws Exception {
        // given
        Owned owned = fixture.pool();
        String legacy = client(
                        owned, request -> request.preventUserExistenceErrors(PreventUserExistenceErrorTypes.LEGACY))
                .clientId();
        user(owned, "idle");

        // when
        var said = Map.of(
                "nobody", said("ConfirmForgotPassword", legacy, "nobody", "111111"),
                "idle", said("ConfirmForgotPassword", legacy, "idle", "111111"),
                "confirmed", said("ConfirmSignUp", legacy, "idle", "111111"));

        // then
        assertThat(said)
                .containsEntry("nobody", "UserNotFoundException User does not exist.")
                .containsEntry("idle", EXPIRED)
                .containsEntry(
                        "confirmed", "NotAuthorizedException User cannot be confirmed. Current status is CONFIRMED");
    }
}
