package dev.sluice.benchmarks.access;

import dev.sluice.system.AccessKey;
import dev.sluice.system.Clients;
import dev.sluice.system.Installation;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/** A pool of the authorizer service with one user who is signed in. */
final class UserPool implements AutoCloseable {
    private static final String USER = "somebody";
    private static final String PASSWORD = "Correct-Horse-7";

    private final CognitoIdentityProviderClient client;
    private final String arn;
    private final String app;
    private final String refreshToken;

    UserPool(Installation installation, AccessKey owner) {
        client = Clients.userPools(installation, owner);
        var pool = client.createUserPool(each -> each.poolName("people")).userPool();
        arn = pool.arn();
        app = client.createUserPoolClient(each -> each.userPoolId(pool.id())
                        .clientName("app")
                        .explicitAuthFlows(
                                ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                                ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
                .userPoolClient()
                .clientId();
        client.adminCreateUser(
                each -> each.userPoolId(pool.id()).username(USER).messageAction(MessageActionType.SUPPRESS));
        client.adminSetUserPassword(each ->
                each.userPoolId(pool.id()).username(USER).password(PASSWORD).permanent(true));
        refreshToken = signIn(AuthFlowType.USER_PASSWORD_AUTH, Map.of("USERNAME", USER, "PASSWORD", PASSWORD))
                .refreshToken();
    }

    String arn() {
        return arn;
    }

    /** An ID token that nobody has seen. */
    String newToken() {
        return signIn(AuthFlowType.REFRESH_TOKEN_AUTH, Map.of("REFRESH_TOKEN", refreshToken))
                .idToken();
    }

    private AuthenticationResultType signIn(AuthFlowType flow, Map<String, String> parameters) {
        return client.initiateAuth(each -> each.clientId(app).authFlow(flow).authParameters(parameters))
                .authenticationResult();
    }

    @Override
    public void close() {
        client.close();
    }
}
