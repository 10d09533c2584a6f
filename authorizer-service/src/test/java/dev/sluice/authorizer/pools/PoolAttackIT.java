package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.attribute;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.keyId;
import static dev.sluice.authorizer.pools.PoolFixture.signIn;
import static dev.sluice.authorizer.pools.PoolFixture.unique;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.authorizer.access.KnownTenants.Tenant;
import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.protocol.OperationTable;
import dev.sluice.contracts.calls.PeerCredential;
import dev.sluice.contracts.keys.KeyFile;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;

/** What must not work: guessing, forging, using again, reaching over. */
@QuarkusTest
class PoolAttackIT {
    @Inject
    PoolFixture fixture;

    @Inject
    OperationTable operations;

    @Inject
    TestClock clock;

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void locksANameAfterFiveFailuresEvenForTheRightPassword() {
        // given
        clock.stop();
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "kim");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> wrong(owned, clientId, "kim"))
                    .hasMessageContaining("Incorrect username or password.");
        }

        // then
        assertThatThrownBy(() -> signIn(owned, clientId, "kim"))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Password attempts exceeded");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> wrong(owned, clientId, "nobody"))
                    .hasMessageContaining("Incorrect username or password.");
        }
        assertThatThrownBy(() -> wrong(owned, clientId, "nobody"))
                .as("a name that is nobody's is locked alike")
                .hasMessageContaining("Password attempts exceeded");
        clock.move(Duration.ofSeconds(1));
        assertThatThrownBy(() -> wrong(owned, clientId, "kim")).hasMessageContaining("Incorrect username or password.");
        clock.move(Duration.ofSeconds(1));
        assertThatThrownBy(() -> wrong(owned, clientId, "kim"))
                .as("the next lock is twice as long")
                .hasMessageContaining("Password attempts exceeded");
        clock.move(Duration.ofSeconds(1));
        assertThat(signIn(owned, clientId, "kim").accessToken()).isNotBlank();
    }

    @Test
    void givesManyGuessesAtOnceNoMoreThanOneAfterTheOther() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "lea");
        clock.stop();
        Callable<String> guess = () -> fixture.raw(
                        "InitiateAuth",
                        "{\"ClientId\":\"" + clientId + "\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":"
                                + "{\"USERNAME\":\"lea\",\"PASSWORD\":\"Guess-1234\"}}")
                .body();

        // when
        long judged;
        try (var guessers = Executors.newVirtualThreadPerTaskExecutor()) {
            judged = guessers
                    .invokeAll(IntStream.range(0, 40).mapToObj(_ -> guess).toList())
                    .stream()
                    .filter(answer -> answer.resultNow().contains("Incorrect username or password."))
                    .count();
        }

        // then
        assertThat(judged).isEqualTo(5);
    }

    @Test
    void endsACodeAfterFiveGuesses() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        String name = unique();
        owned.sdk()
                .signUp(request -> request.clientId(clientId)
                        .username(name)
                        .password(PASSWORD)
                        .userAttributes(attribute("email", "mia@example.com")));
        String code = fixture.code(owned, "SIGN_UP");
        String other = code.equals("111111") ? "222222" : "111111";
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> confirm(owned, clientId, name, other)).isInstanceOf(CodeMismatchException.class);
        }

        // then
        assertThatThrownBy(() -> confirm(owned, clientId, name, code))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("Attempt limit exceeded, please try after some time.");
    }

    @Test
    void endsWhatHasItsTime() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "may");
        clock.stop();
        var tokens = signIn(owned, clientId, "may");
        owned.sdk().forgotPassword(request -> request.clientId(clientId).username("may"));
        String code = fixture.code(owned, "FORGOT_PASSWORD");
        owned.sdk()
                .adminCreateUser(request -> request.userPoolId(owned.poolId())
                        .username("lou")
                        .temporaryPassword(PASSWORD)
                        .messageAction("SUPPRESS"));
        String session = challenge(owned, clientId).session();

        // then
        clock.move(Duration.ofSeconds(181));
        assertThatThrownBy(() -> owned.sdk()
                        .respondToAuthChallenge(request -> request.clientId(clientId)
                                .challengeName("NEW_PASSWORD_REQUIRED")
                                .session(session)
                                .challengeResponses(Map.of("USERNAME", "lou", "NEW_PASSWORD", PASSWORD + "2"))))
                .hasMessageContaining("Invalid session for the user");
        clock.move(Duration.ofSeconds(3600 - 181));
        assertThatThrownBy(() -> owned.sdk().getUser(request -> request.accessToken(tokens.accessToken())))
                .hasMessageContaining("Access Token has expired");
        clock.move(Duration.ofSeconds(1));
        assertThatThrownBy(() -> owned.sdk()
                        .confirmForgotPassword(request -> request.clientId(clientId)
                                .username("may")
                                .confirmationCode(code)
                                .password(PASSWORD + "2")))
                .isInstanceOf(ExpiredCodeException.class);
        clock.move(Duration.ofDays(7));
        assertThatThrownBy(() -> challenge(owned, clientId)).hasMessageContaining("Temporary password has expired");
        clock.move(Duration.ofDays(23));
        assertThatThrownBy(() -> refresh(owned, clientId, tokens.refreshToken()))
                .hasMessageContaining("Refresh Token has expired");
    }

    private static InitiateAuthResponse challenge(Owned owned, String clientId) {
        return owned.sdk()
                .initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "lou", "PASSWORD", PASSWORD)));
    }

    @Test
    void sendsNoMoreMessagesThanTheLimit() {
        // given
        clock.stop();
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "ned");
        for (int i = 0; i < 5; i++) {
            owned.sdk().forgotPassword(request -> request.clientId(clientId).username("ned"));
        }

        // then
        assertThatThrownBy(() -> owned.sdk()
                        .forgotPassword(request -> request.clientId(clientId).username("ned")))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void takesNoForgedAccessToken() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "oda");
        var tokens = signIn(owned, clientId, "oda");
        JWTClaimsSet claims = PoolFixture.claims(tokens.accessToken());
        var published = JWKSet.parse(fixture.get("/" + owned.poolId() + "/.well-known/jwks.json")
                        .body())
                .getKeyByKeyId(keyId(tokens.accessToken()))
                .toRSAKey();
        var own = new RSAKeyGenerator(2048).keyID(keyId(tokens.accessToken())).generate();
        var forged = new LinkedHashMap<String, String>();
        forged.put("none", new PlainJWT(claims).serialize());
        var hmac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(published.getKeyID())
                        .build(),
                claims);
        hmac.sign(new MACSigner(published.toRSAPublicKey().getEncoded()));
        forged.put("the public key as a shared secret", hmac.serialize());
        var embedded = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(published.getKeyID())
                        .jwk(own.toPublicJWK())
                        .jwkURL(URI.create("http://localhost/keys"))
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        embedded.sign(new RSASSASigner(own));
        forged.put("a key in the token", embedded.serialize());
        forged.put("an ID token", tokens.idToken());
        forged.put(
                "a cut signature",
                tokens.accessToken().substring(0, tokens.accessToken().length() - 8));
        forged.put(
                "no signature",
                tokens.accessToken().substring(0, tokens.accessToken().lastIndexOf('.') + 1));
        forged.put("a refresh token", tokens.refreshToken());

        // then
        forged.forEach((attack, token) -> assertThatThrownBy(
                        () -> owned.sdk().getUser(request -> request.accessToken(token)))
                .as(attack)
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Invalid Access Token"));
    }

    @Test
    void refreshesByNothingButAnOwnRefreshToken() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        String other = client(owned).clientId();
        user(owned, "pia");
        var tokens = signIn(owned, clientId, "pia");

        // then
        for (String token : new String[] {
            tokens.accessToken(),
            tokens.idToken(),
            new PlainJWT(PoolFixture.claims(tokens.accessToken())).serialize(),
            "x.y.z"
        }) {
            assertThatThrownBy(() -> refresh(owned, clientId, token))
                    .isInstanceOf(NotAuthorizedException.class)
                    .hasMessageContaining("Invalid Refresh Token");
        }
        assertThatThrownBy(() -> refresh(owned, other, tokens.refreshToken()))
                .as("another client's")
                .hasMessageContaining("Invalid Refresh Token");
    }

    @Test
    void endsASignInWhoseReplacedRefreshTokenComesAgain() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(
                        owned,
                        request -> request.refreshTokenRotation(
                                        rotation -> rotation.feature("ENABLED").retryGracePeriodSeconds(0))
                                .explicitAuthFlowsWithStrings("ALLOW_USER_PASSWORD_AUTH"))
                .clientId();
        user(owned, "quy");
        var tokens = signIn(owned, clientId, "quy");
        var next = rotate(clientId, tokens.refreshToken());
        String second = PoolFixture.json(next)
                .get("AuthenticationResult")
                .get("RefreshToken")
                .asText();

        // when
        String reused = rotate(clientId, tokens.refreshToken());

        // then
        assertThat(reused).contains("RefreshTokenReuseException");
        assertThat(rotate(clientId, second)).contains("Refresh Token has been revoked");
    }

    @Test
    void asksEveryAdministratorForASignature() throws Exception {
        // given
        Owned owned = fixture.pool();

        // then
        for (String name : operations.names()) {
            var answer = fixture.raw(name, "{\"UserPoolId\":\"" + owned.poolId() + "\",\"Username\":\"a\"}");
            assertThat(answer.statusCode()).as(name).isEqualTo(400);
            assertThat(answer.headers().firstValue("x-amzn-errortype").orElse(""))
                    .as(name)
                    .isIn("MissingAuthenticationTokenException:", "InvalidParameterException:");
        }
    }

    @Test
    void letsAKeyDoWhatItsPolicySaysAndNoMore() {
        // given
        Owned owned = fixture.pool();
        var reader = PoolFixture.sdk(fixture.tenants()
                .addKey(
                        owned.tenant().id(),
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"cognito-idp:Describe*\","
                                + "\"Resource\":\"arn:aws:cognito-idp:us-east-1:"
                                + owned.tenant().id() + ":userpool/"
                                + owned.poolId() + "\"}}"));

        // then
        assertThat(reader.describeUserPool(request -> request.userPoolId(owned.poolId()))
                        .userPool()
                        .name())
                .isEqualTo("people");
        assertThatThrownBy(() -> reader.deleteUserPool(request -> request.userPoolId(owned.poolId())))
                .hasMessageContaining("is not authorized to perform: cognito-idp:DeleteUserPool");
    }

    @Test
    void letsHoldersOfTheCellKeyKeepTheOperatorsOwnPoolsAndNobodyElses() {
        // given
        Owned owned = fixture.pool();
        var operator = peer("000000000001");
        var node = peer(owned.tenant().id());

        // when
        String made = operator.createUserPool(request -> request.poolName("sluice"))
                .userPool()
                .id();

        // then
        assertThat(operator.listUserPools(request -> request.maxResults(60)).userPools())
                .anyMatch(pool -> pool.id().equals(made))
                .noneMatch(pool -> pool.id().equals(owned.poolId()));
        assertThatThrownBy(() -> operator.describeUserPool(request -> request.userPoolId(owned.poolId())))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> node.describeUserPool(request -> request.userPoolId(owned.poolId())))
                .hasMessageContaining("is not authorized to perform: cognito-idp:DescribeUserPool");
        operator.deleteUserPool(request -> request.userPoolId(made));
    }

    private static CognitoIdentityProviderClient peer(String tenant) {
        Path cell = Path.of(ConfigProvider.getConfig().getValue("sluice.keys.cell.file", String.class));
        PeerCredential credential = PeerCredential.of(KeyFile.read(cell), tenant);
        return PoolFixture.sdk(new Tenant(tenant, credential.id(), credential.secret()));
    }

    @Test
    void answersForAForeignPoolAsForAMissingOne() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        Owned stranger = fixture.pool();

        // then
        assertThatThrownBy(() -> stranger.sdk().describeUserPool(request -> request.userPoolId(owned.poolId())))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("User pool " + owned.poolId() + " does not exist.");
        assertThatThrownBy(() -> stranger.sdk().describeUserPool(request -> request.userPoolId("us-east-1_Missing00")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("User pool us-east-1_Missing00 does not exist.");
        assertThatThrownBy(() -> stranger.sdk()
                        .adminInitiateAuth(request -> request.userPoolId(stranger.poolId())
                                .clientId(clientId)
                                .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                                .authParameters(Map.of("USERNAME", "a", "PASSWORD", "b"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("User pool client " + clientId + " does not exist.");
        assertThat(fixture.signed(stranger.tenant(), "GET", "/platform/user-pools/" + owned.poolId() + "/messages")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void servesNobodyOfASuspendedTenant() {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "rob");
        String token = signIn(owned, clientId, "rob").accessToken();
        fixture.tenants().suspend(owned.tenant(), true);

        // then
        assertThatThrownBy(() -> signIn(owned, clientId, "rob")).hasMessageContaining("is suspended");
        assertThatThrownBy(() -> owned.sdk().getUser(request -> request.accessToken(token)))
                .hasMessageContaining("is suspended");
        assertThatThrownBy(() -> owned.sdk().listUserPools(request -> request.maxResults(1)))
                .hasMessageContaining("is suspended");
        fixture.tenants().suspend(owned.tenant(), false);
        assertThat(signIn(owned, clientId, "rob").accessToken()).isNotBlank();
    }

    private static void wrong(Owned owned, String clientId, String name) {
        owned.sdk()
                .initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", name, "PASSWORD", "Wrong-1234")));
    }

    private static void refresh(Owned owned, String clientId, String token) {
        owned.sdk()
                .initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                        .authParameters(Map.of("REFRESH_TOKEN", token)));
    }

    private String rotate(String clientId, String token) throws Exception {
        return fixture.raw(
                        "GetTokensFromRefreshToken",
                        "{\"ClientId\":\"" + clientId + "\",\"RefreshToken\":\"" + token + "\"}")
                .body();
    }

    private static void confirm(Owned owned, String clientId, String name, String code) {
        owned.sdk()
                .confirmSignUp(
                        request -> request.clientId(clientId).username(name).confirmationCode(code));
    }
}
