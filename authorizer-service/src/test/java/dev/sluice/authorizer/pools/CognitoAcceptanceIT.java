package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.attribute;
import static dev.sluice.authorizer.pools.PoolFixture.claims;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.json;
import static dev.sluice.authorizer.pools.PoolFixture.keyId;
import static dev.sluice.authorizer.pools.PoolFixture.secretHash;
import static dev.sluice.authorizer.pools.PoolFixture.signIn;
import static dev.sluice.authorizer.pools.PoolFixture.unique;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.authorizer.pools.PoolFixture.Owned;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreventUserExistenceErrorTypes;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerScopeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** The acceptance cases 1 to 8 of identity-and-waf 11, by the AWS SDK. */
@QuarkusTest
class CognitoAcceptanceIT {
    @Inject
    PoolFixture fixture;

    @Test
    void signsUpConfirmsSignsInAndRefreshesWithoutANewRefreshToken() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        String name = unique();
        var signedUp = owned.sdk()
                .signUp(request -> request.clientId(clientId)
                        .username(name)
                        .password(PASSWORD)
                        .userAttributes(attribute("email", "ann@example.com")));
        assertThatThrownBy(() -> signIn(owned, clientId, name))
                .isInstanceOf(UserNotConfirmedException.class)
                .hasMessageContaining("User is not confirmed.");
        owned.sdk()
                .confirmSignUp(
                        request -> request.clientId(clientId).username(name).confirmationCode(code(owned)));

        // when
        var tokens = signIn(owned, clientId, name);
        var refreshed = owned.sdk()
                .initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                        .authParameters(Map.of("REFRESH_TOKEN", tokens.refreshToken())))
                .authenticationResult();

        // then
        assertThat(signedUp.userConfirmed()).isFalse();
        assertThat(signedUp.codeDeliveryDetails().destination()).isEqualTo("a***@e***");
        assertThat(tokens.expiresIn()).isEqualTo(3600);
        assertThat(refreshed.refreshToken()).isNull();
        var id = claims(refreshed.idToken());
        assertThat(id.getSubject()).isEqualTo(signedUp.userSub());
        assertThat(id.getAudience()).containsExactly(clientId);
        assertThat(id.getClaims())
                .containsEntry("token_use", "id")
                .containsEntry("cognito:username", name)
                .containsEntry("email", "ann@example.com")
                .containsEntry("email_verified", true)
                .containsEntry("auth_time", claims(tokens.idToken()).getClaim("auth_time"));
        assertThat(claims(refreshed.accessToken()).getClaims())
                .containsEntry("client_id", clientId)
                .containsEntry("scope", "aws.cognito.signin.user.admin")
                .containsEntry("username", name)
                .doesNotContainKeys("aud", "version");
    }

    @Test
    void asksAnAdminCreatedUserForANewPassword() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        var created = owned.sdk()
                .adminCreateUser(request -> request.userPoolId(owned.poolId())
                        .username("bob")
                        .userAttributes(attribute("email", "bob@example.com")));
        String temporary = fixture.code(owned, "INVITATION");
        var challenge = owned.sdk()
                .initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "bob", "PASSWORD", temporary)));
        assertThatThrownBy(() -> answer(owned, clientId, challenge.session(), "short"))
                .isInstanceOf(InvalidPasswordException.class)
                .hasMessageContaining("Password did not conform with policy: Password not long enough");

        // when
        var tokens = answer(owned, clientId, challenge.session(), PASSWORD).authenticationResult();

        // then
        assertThat(created.user().userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
        assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
        assertThat(challenge.challengeParameters())
                .containsKeys("USER_ID_FOR_SRP", "requiredAttributes", "userAttributes");
        assertThat(tokens.accessToken()).isNotBlank();
        assertThatThrownBy(() -> answer(owned, clientId, challenge.session(), PASSWORD))
                .as("a session is used once")
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void refusesAWrongSecretHash() throws Exception {
        // given
        Owned owned = fixture.pool();
        var client = client(owned, request -> request.generateSecret(true));
        user(owned, "cat");

        // then
        assertThat(password(
                        owned,
                        client.clientId(),
                        Map.of("USERNAME", "cat", "PASSWORD", PASSWORD, "SECRET_HASH", secretHash(client, "cat"))))
                .isNotBlank();
        assertThatThrownBy(() -> password(
                        owned,
                        client.clientId(),
                        Map.of("USERNAME", "cat", "PASSWORD", PASSWORD, "SECRET_HASH", secretHash(client, "dog"))))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Unable to verify secret hash for client " + client.clientId());
        assertThatThrownBy(() -> password(owned, client.clientId(), Map.of("USERNAME", "cat", "PASSWORD", PASSWORD)))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("SECRET_HASH was not received");
    }

    @Test
    void hidesUnknownUsersUnlessTheClientShowsThem() {
        // given
        Owned owned = fixture.pool();
        String hiding = client(owned).clientId();
        String legacy = client(
                        owned, request -> request.preventUserExistenceErrors(PreventUserExistenceErrorTypes.LEGACY))
                .clientId();

        // then
        assertThatThrownBy(() -> signIn(owned, hiding, "nobody"))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Incorrect username or password.");
        assertThatThrownBy(() -> signIn(owned, legacy, "nobody"))
                .isInstanceOf(UserNotFoundException.class)
                .hasMessageContaining("User does not exist.");
        var first =
                owned.sdk().forgotPassword(request -> request.clientId(hiding).username("nobody"));
        var second =
                owned.sdk().forgotPassword(request -> request.clientId(hiding).username("nobody"));
        assertThat(first.codeDeliveryDetails()).isEqualTo(second.codeDeliveryDetails());
        assertThatThrownBy(() -> owned.sdk()
                        .confirmForgotPassword(request -> request.clientId(hiding)
                                .username("nobody")
                                .confirmationCode("123456")
                                .password(PASSWORD)))
                .isInstanceOf(CodeMismatchException.class);
    }

    @Test
    void publishesBothKeysAndKeepsOldOnesThroughARotation() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "eve");
        var before = signIn(owned, clientId, "eve");

        // when
        var rotation =
                fixture.signed(owned.tenant(), "POST", "/platform/user-pools/" + owned.poolId() + "/rotate-keys");
        var after = signIn(owned, clientId, "eve");

        // then
        assertThat(rotation.statusCode()).isEqualTo(200);
        var keys = JWKSet.parse(
                fixture.get("/" + owned.poolId() + "/.well-known/jwks.json").body());
        assertThat(keys.getKeys()).hasSize(4);
        for (String token : List.of(before.idToken(), before.accessToken(), after.idToken(), after.accessToken())) {
            var key = keys.getKeyByKeyId(keyId(token));
            assertThat(SignedJWT.parse(token).verify(new RSASSAVerifier(key.toRSAKey())))
                    .isTrue();
        }
        assertThat(keyId(before.idToken()))
                .isNotEqualTo(keyId(before.accessToken()))
                .isNotEqualTo(keyId(after.idToken()));
        var discovery = json(fixture.get("/" + owned.poolId() + "/.well-known/openid-configuration")
                .body());
        assertThat(discovery.get("issuer").asText())
                .isEqualTo(claims(after.idToken()).getIssuer());
        assertThat(discovery.get("jwks_uri").asText())
                .isEqualTo(discovery.get("issuer").asText() + "/.well-known/jwks.json");
        assertThat(owned.sdk()
                        .getUser(request -> request.accessToken(before.accessToken()))
                        .username())
                .isEqualTo("eve");
    }

    @Test
    void issuesClientCredentialsForTheClientItself() throws Exception {
        // given
        Owned owned = fixture.pool();
        owned.sdk()
                .createResourceServer(request -> request.userPoolId(owned.poolId())
                        .identifier("https://orders.example")
                        .name("orders")
                        .scopes(scope("read"), scope("write")));
        var client = client(
                owned,
                request -> request.generateSecret(true)
                        .allowedOAuthFlowsUserPoolClient(true)
                        .allowedOAuthFlows(OAuthFlowType.CLIENT_CREDENTIALS)
                        .allowedOAuthScopes("https://orders.example/read"));
        String domain = unique();
        owned.sdk()
                .createUserPoolDomain(
                        request -> request.userPoolId(owned.poolId()).domain(domain));
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (client.clientId() + ":" + client.clientSecret()).getBytes(StandardCharsets.UTF_8));

        // when
        var answer = fixture.form(
                "/_aws/auth/" + domain + "/oauth2/token", "grant_type=client_credentials", "Authorization", basic);
        var refused = fixture.form(
                "/_aws/auth/" + domain + "/oauth2/token",
                "grant_type=client_credentials&scope=https%3A%2F%2Forders.example%2Fwrite",
                "Authorization",
                basic);

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        var body = json(answer.body());
        assertThat(body.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("access_token", "expires_in", "token_type");
        var claims = claims(body.get("access_token").asText());
        assertThat(claims.getSubject()).isEqualTo(client.clientId());
        assertThat(claims.getAudience()).isEmpty();
        assertThat(claims.getClaims())
                .containsEntry("client_id", client.clientId())
                .containsEntry("scope", "https://orders.example/read")
                .containsEntry("version", 2L)
                .doesNotContainKeys("username", "origin_jti");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"error\":\"invalid_scope\"}");
    }

    @Test
    void namesGroupsInTheOrderOfTheirPrecedence() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "fay");
        group(owned, "zebras", 1, "arn:aws:iam::" + owned.tenant().id() + ":role/z");
        group(owned, "ants", null, null);
        group(owned, "bees", 20, "arn:aws:iam::" + owned.tenant().id() + ":role/b");

        // when
        var tokens = signIn(owned, clientId, "fay");

        // then
        var id = claims(tokens.idToken());
        assertThat(id.getStringListClaim("cognito:groups")).containsExactly("zebras", "bees", "ants");
        assertThat(id.getStringListClaim("cognito:roles")).hasSize(2);
        assertThat(id.getStringClaim("cognito:preferred_role")).endsWith("role/z");
        assertThat(claims(tokens.accessToken()).getStringListClaim("cognito:groups"))
                .containsExactly("zebras", "bees", "ants");
    }

    @Test
    void endsRefreshAndUserCallsByRevocationWhileTheTokenItselfStaysValid() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        user(owned, "gus");
        var tokens = signIn(owned, clientId, "gus");
        var other = signIn(owned, clientId, "gus");

        // when
        owned.sdk().revokeToken(request -> request.clientId(clientId).token(tokens.refreshToken()));

        // then
        assertThatThrownBy(() -> owned.sdk()
                        .initiateAuth(request -> request.clientId(clientId)
                                .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                                .authParameters(Map.of("REFRESH_TOKEN", tokens.refreshToken()))))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Refresh Token has been revoked");
        assertThatThrownBy(() -> owned.sdk().getUser(request -> request.accessToken(tokens.accessToken())))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Access Token has been revoked");
        var keys = JWKSet.parse(
                fixture.get("/" + owned.poolId() + "/.well-known/jwks.json").body());
        var key = keys.getKeyByKeyId(keyId(tokens.accessToken()));
        assertThat(SignedJWT.parse(tokens.accessToken()).verify(new RSASSAVerifier(key.toRSAKey())))
                .as("an authorizer still takes it")
                .isTrue();
        owned.sdk().globalSignOut(request -> request.accessToken(other.accessToken()));
        assertThatThrownBy(() -> owned.sdk().getUser(request -> request.accessToken(other.accessToken())))
                .hasMessageContaining("Access Token has been revoked");
    }

    private String code(Owned owned) {
        try {
            return fixture.code(owned, "SIGN_UP");
        } catch (Exception unread) {
            throw new AssertionError(unread);
        }
    }

    private static RespondToAuthChallengeResponse answer(
            Owned owned, String clientId, String session, String password) {
        return owned.sdk()
                .respondToAuthChallenge(request -> request.clientId(clientId)
                        .challengeName(ChallengeNameType.NEW_PASSWORD_REQUIRED)
                        .session(session)
                        .challengeResponses(Map.of("USERNAME", "bob", "NEW_PASSWORD", password)));
    }

    private static String password(Owned owned, String clientId, Map<String, String> parameters) {
        return owned.sdk()
                .initiateAuth(request -> request.clientId(clientId)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(parameters))
                .authenticationResult()
                .accessToken();
    }

    private static ResourceServerScopeType scope(String name) {
        return ResourceServerScopeType.builder()
                .scopeName(name)
                .scopeDescription(name)
                .build();
    }

    private static void group(Owned owned, String name, @Nullable Integer precedence, @Nullable String role) {
        owned.sdk()
                .createGroup(request -> request.userPoolId(owned.poolId())
                        .groupName(name)
                        .precedence(precedence)
                        .roleArn(role));
        owned.sdk()
                .adminAddUserToGroup(request ->
                        request.userPoolId(owned.poolId()).groupName(name).username("fay"));
    }
}
