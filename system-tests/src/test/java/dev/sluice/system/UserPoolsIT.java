package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/** rest-api-runtime 3.5: users sign in to a pool of the authorizer service, and nodes admit them by their tokens. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UserPoolsIT {
    private static final String POOLS = "COGNITO_USER_POOLS";
    private static final String PASSWORD = "Correct-Horse-7";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    /** It may be there again before both calls are. */
    private static final int ATTEMPTS = 3;

    private final Installation installation;
    private final Gateway node;
    private final ApiGatewayClient client;
    private final CognitoIdentityProviderClient cognito;
    private final List<String> pools = new ArrayList<>();
    private ApiBuilder api;
    private String authorizer = "";
    private AuthenticationResultType member;
    private AuthenticationResultType stranger;

    UserPoolsIT(Installation installation) {
        this.installation = installation;
        node = new Gateway(installation, 1);
        AccessKey owner = installation.accessKey("default");
        client = Clients.apiGateway(installation, owner, Map.of("x-sluice-wait", "10"));
        cognito = Clients.userPools(installation, owner);
    }

    @BeforeAll
    void define() {
        String pool = pool("people");
        member = signedIn(pool);
        stranger = signedIn(pool("strangers"));
        String arn = cognito.describeUserPool(each -> each.userPoolId(pool))
                .userPool()
                .arn();
        api = ApiBuilder.create(client, "pools")
                .mock(
                        "GET",
                        "/me",
                        "{\"name\":\"$context.authorizer.claims['cognito:username']\","
                                + "\"groups\":\"$context.authorizer.claims['cognito:groups']\"}")
                .mock("GET", "/account", "account");
        authorizer = client.createAuthorizer(each -> each.restApiId(api.id())
                        .name("people")
                        .type(AuthorizerType.COGNITO_USER_POOLS)
                        .providerARNs(arn)
                        .identitySource("method.request.header.Authorization"))
                .id();
        api.authorized("GET", "/me", POOLS, authorizer)
                .authorized("GET", "/account", POOLS, authorizer, "aws.cognito.signin.user.admin")
                .deploy("prod");
    }

    @AfterAll
    void remove() {
        pools.forEach(pool -> cognito.deleteUserPool(each -> each.userPoolId(pool)));
        client.deleteRestApi(each -> each.restApiId(api.id()));
        client.close();
        cognito.close();
    }

    private String pool(String name) {
        String pool =
                cognito.createUserPool(each -> each.poolName(name)).userPool().id();
        pools.add(pool);
        return pool;
    }

    private AuthenticationResultType signedIn(String pool) {
        String app = cognito.createUserPoolClient(each -> each.userPoolId(pool)
                        .clientName("app")
                        .explicitAuthFlows(
                                ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                                ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
                .userPoolClient()
                .clientId();
        cognito.adminCreateUser(
                each -> each.userPoolId(pool).username("somebody").messageAction(MessageActionType.SUPPRESS));
        cognito.adminSetUserPassword(each ->
                each.userPoolId(pool).username("somebody").password(PASSWORD).permanent(true));
        for (String group : List.of("admins", "readers")) {
            cognito.createGroup(each -> each.userPoolId(pool).groupName(group));
            cognito.adminAddUserToGroup(
                    each -> each.userPoolId(pool).username("somebody").groupName(group));
        }
        return cognito.initiateAuth(each -> each.clientId(app)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "somebody", "PASSWORD", PASSWORD)))
                .authenticationResult();
    }

    private Response call(String path, String token) {
        return node.request().header("Authorization", "Bearer " + token).get(node.pathForm(api.id(), "prod", path));
    }

    @Test
    void aNodeAdmitsTheUsersOfThePoolAndNobodyElse() {
        // when
        Response known = call("/me", member.idToken());
        Response foreign = call("/me", stranger.idToken());
        Response wrong = call("/me", member.accessToken());
        Response scoped = call("/account", member.accessToken());
        Response none = node.get(api.id(), "prod", "/me");

        // then
        assertThat(known.statusCode()).as(known.asString()).isEqualTo(200);
        assertThat(known.jsonPath().getString("name")).isEqualTo("somebody");
        assertThat(known.jsonPath().getString("groups").split(",", -1)).containsExactlyInAnyOrder("admins", "readers");
        assertThat(scoped.statusCode()).as(scoped.asString()).isEqualTo(200);
        assertThat(List.of(foreign, wrong, none)).allSatisfy(refused -> {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.asString()).isEqualTo("{\"message\":\"Unauthorized\"}");
            assertThat(refused.header("x-amzn-ErrorType")).isEqualTo("UnauthorizedException");
        });
    }

    @Test
    void aTrialShowsTheClaims() {
        // when
        var answer = client.testInvokeAuthorizer(each ->
                each.restApiId(api.id()).authorizerId(authorizer).headers(Map.of("Authorization", member.idToken())));
        var refused = client.testInvokeAuthorizer(each ->
                each.restApiId(api.id()).authorizerId(authorizer).headers(Map.of("Authorization", stranger.idToken())));

        // then
        assertThat(answer.clientStatus()).isZero();
        assertThat(answer.claims())
                .containsEntry("cognito:username", "somebody")
                .containsEntry("token_use", "id");
        assertThat(refused.clientStatus()).isEqualTo(401);
        assertThat(refused.claims()).isEmpty();
        assertThat(refused.log()).contains("Token refused: issuer does not match");
    }

    /** security-requirements 49: an identity provider may be absent. */
    @Test
    void aNodeGoesOnWhileTheAuthorizerServiceIsDown() {
        // given
        Eventually.within(
                LIMIT,
                "the node knows the keys",
                () -> call("/me", member.idToken()).statusCode() == 200);
        boolean down = false;
        for (int attempt = 0; attempt < ATTEMPTS && !down; attempt++) {
            String another = signedInAgain();

            // when
            installation.kill("authorizer-service");
            int seen = call("/me", member.idToken()).statusCode();
            int unseen = call("/me", another).statusCode();
            down = !installation.isHealthy("authorizer-service");
            Eventually.within(RECOVERY, "it serves again", this::isServed);

            // then
            assertThat(List.of(seen, unseen)).containsOnly(200);
        }
        assertThat(down).as("it was down behind the calls").isTrue();
    }

    /** It has access keys a while after it runs. */
    private boolean isServed() {
        try {
            return cognito.listUserPools(each -> each.maxResults(1)).hasUserPools();
        } catch (SdkException _) {
            return false;
        }
    }

    /** A token that no node has seen. */
    private String signedInAgain() {
        String app = cognito.listUserPoolClients(each -> each.userPoolId(pools.getFirst()))
                .userPoolClients()
                .getFirst()
                .clientId();
        return cognito.initiateAuth(each -> each.clientId(app)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "somebody", "PASSWORD", PASSWORD)))
                .authenticationResult()
                .idToken();
    }
}
