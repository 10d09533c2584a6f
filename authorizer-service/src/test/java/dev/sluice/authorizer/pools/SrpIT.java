package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.claims;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;

/** USER_SRP_AUTH against a client of its own (identity-and-waf 2). */
@QuarkusTest
class SrpIT {
    @Inject
    PoolFixture fixture;

    /** Several times, since lengths and signs of the numbers differ from time to time. */
    @RepeatedTest(5)
    void signsInWithoutThePasswordOnTheWire() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        String sub = user(owned, "hal");
        var srp = new SrpClient(owned.poolId());
        var challenge = begin(owned, clientId, "hal", srp.value());

        // when
        var answer = finish(owned, clientId, srp.answer(challenge.challengeParameters(), PASSWORD));

        // then
        assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.PASSWORD_VERIFIER);
        assertThat(claims(answer.authenticationResult().accessToken()).getSubject())
                .isEqualTo(sub);
    }

    @Test
    void refusesAWrongPasswordAndAnAnswerThatComesTwice() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "ida");
        var srp = new SrpClient(owned.poolId());
        var answers = srp.answer(begin(owned, clientId, "ida", srp.value()).challengeParameters(), PASSWORD);
        finish(owned, clientId, answers);
        var wrong = srp.answer(begin(owned, clientId, "ida", srp.value()).challengeParameters(), PASSWORD + "!");

        // then
        assertThatThrownBy(() -> finish(owned, clientId, answers)).isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> finish(owned, clientId, wrong))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Incorrect username or password.");
    }

    @Test
    void challengesAnUnknownUserAsAKnownOne() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        var srp = new SrpClient(owned.poolId());

        // when
        var first = begin(owned, clientId, "nobody", srp.value()).challengeParameters();
        var second = begin(owned, clientId, "nobody", srp.value()).challengeParameters();

        // then
        assertThat(first.get("SALT")).isEqualTo(second.get("SALT")).hasSize(32);
        assertThat(first.get("SRP_B")).isNotEqualTo(second.get("SRP_B"));
        assertThatThrownBy(() -> finish(owned, clientId, srp.answer(first, PASSWORD)))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Incorrect username or password.");
    }

    @Test
    void refusesAValueThatWouldGiveTheKeyAway() {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "jim");

        // then
        for (String value : new String[] {"0", "00", "-1", "zz", ""}) {
            assertThatThrownBy(() -> begin(owned, clientId, "jim", value))
                    .as(value)
                    .isInstanceOf(InvalidParameterException.class);
        }
    }

    private static InitiateAuthResponse begin(Owned owned, String clientId, String name, String value) {
        var parameters = new HashMap<String, String>();
        parameters.put("USERNAME", name);
        parameters.put("SRP_A", value);
        return owned.sdk()
                .initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_SRP_AUTH)
                        .authParameters(parameters));
    }

    private static RespondToAuthChallengeResponse finish(Owned owned, String clientId, Map<String, String> answers) {
        return owned.sdk()
                .respondToAuthChallenge(request -> request.clientId(clientId)
                        .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                        .challengeResponses(answers));
    }
}
