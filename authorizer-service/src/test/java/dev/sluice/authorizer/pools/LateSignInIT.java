package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.json;
import static dev.sluice.authorizer.pools.PoolFixture.unique;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.signin.Sessions;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.token.SignIn;
import dev.sluice.authorizer.pools.token.SignIns;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserStatus;
import dev.sluice.authorizer.pools.user.Users;
import dev.sluice.fixtures.Await;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;

/**
 * What an administrator ends while a user signs in has ended: the sign-in does not outlive it. A test holds the user's row,
 * as an administrator's call does, until the sign-in waits for it, and then changes the user.
 */
@QuarkusTest
class LateSignInIT {
    private static final String CALLBACK = "https://app.example/back";

    @Inject
    PoolFixture fixture;

    @Inject
    PoolDatabase database;

    @Inject
    @DataSource("system")
    AgroalDataSource watch;

    @Inject
    ClientDirectory clients;

    @Inject
    Users users;

    @Inject
    SignIns signIns;

    @Inject
    Sessions sessions;

    private Owned owned;
    private Registered at;
    private UUID sub;
    private String site;
    private String cookie;

    @BeforeEach
    void registerAUser() {
        owned = fixture.pool();
        String domain = unique();
        owned.sdk()
                .createUserPoolDomain(
                        request -> request.userPoolId(owned.poolId()).domain(domain));
        site = "/_aws/auth/" + domain;
        cookie = "__Host-sluice-" + domain + "-session=";
        at = clients.get(client(
                        owned,
                        request -> request.allowedOAuthFlowsUserPoolClient(true)
                                .allowedOAuthFlows(OAuthFlowType.CODE)
                                .allowedOAuthScopes("openid")
                                .callbackURLs(CALLBACK))
                .clientId());
        sub = UUID.fromString(user(owned, "sam"));
    }

    @Test
    void anotherPasswordHoldsForASignInUnderWay() throws Exception {
        // when
        var answer = during(setOtherPassword(), () -> signIn(PASSWORD));

        // then
        assertThat(answer.body()).contains("NotAuthorizedException", "Incorrect username or password.");
    }

    @Test
    void aDisablingHoldsForASignInUnderWay() throws Exception {
        // when
        var answer = during(this::disable, () -> signIn(PASSWORD));

        // then
        assertThat(answer.body()).contains("NotAuthorizedException", "User is disabled.");
    }

    @Test
    void aResetHoldsForASignInUnderWay() throws Exception {
        // when
        var answer = during(
                (rows, user) -> {
                    users.setStatus(rows, at.pool(), user, UserStatus.RESET_REQUIRED);
                    signIns.revokeAll(rows, at.pool(), user);
                },
                () -> signIn(PASSWORD));

        // then
        assertThat(answer.body()).contains("PasswordResetRequiredException");
    }

    @Test
    void anotherPasswordHoldsForASignInBySrpUnderWay() throws Exception {
        // given
        var answers = srpAnswers();

        // when
        String refusal = during(setOtherPassword(), () -> srpRefusal(answers));

        // then
        assertThat(refusal).contains("Incorrect username or password.");
    }

    @Test
    void aDisablingHoldsForASignInBySrpUnderWay() throws Exception {
        // given
        var answers = srpAnswers();

        // when
        String refusal = during(this::disable, () -> srpRefusal(answers));

        // then
        assertThat(refusal).contains("User is disabled.");
    }

    @Test
    void aGlobalSignOutHoldsForABrowserThatAsksForACode() throws Exception {
        // given
        String session = browserSession();

        // when
        var answer = during(this::signOut, () -> authorize(session));

        // then
        assertThat(location(answer)).isEqualTo(CALLBACK + "?error=login_required");
    }

    @Test
    void aGlobalSignOutHoldsForACodeThatIsRedeemed() throws Exception {
        // given
        String code = location(authorize(browserSession())).replace(CALLBACK + "?code=", "");

        // when
        var answer = during(
                this::signOut,
                () -> fixture.form(
                        site + "/oauth2/token",
                        "grant_type=authorization_code&client_id=" + at.client().id() + "&code=" + code
                                + "&redirect_uri=" + CALLBACK));

        // then
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    }

    @Test
    void aDisablingHoldsForANewPasswordThatIsSet() throws Exception {
        // given
        owned.sdk()
                .adminSetUserPassword(request -> request.userPoolId(owned.poolId())
                        .username("sam")
                        .password(PASSWORD + "-1")
                        .permanent(false));
        String session = json(signIn(PASSWORD + "-1").body()).get("Session").asText();

        // when
        var answer = during(
                this::disable,
                () -> fixture.raw(
                        "RespondToAuthChallenge",
                        "{\"ClientId\":\"" + at.client().id()
                                + "\",\"ChallengeName\":\"NEW_PASSWORD_REQUIRED\",\"Session\":\"" + session
                                + "\",\"ChallengeResponses\":{\"USERNAME\":\"sam\",\"NEW_PASSWORD\":\"" + PASSWORD
                                + "-2\"}}"));

        // then
        assertThat(answer.body()).contains("Invalid session for the user, session is expired.");
    }

    @Test
    void aGlobalSignOutWaitsForASignInThatBegins() throws Exception {
        // given
        var token = new AtomicReference<String>();

        // when
        var _ = during(
                (rows, user) -> token.set(begin(rows, user)),
                () -> owned.sdk()
                        .adminUserGlobalSignOut(
                                request -> request.userPoolId(owned.poolId()).username("sam")));

        // then
        var answer = fixture.raw(
                "InitiateAuth",
                "{\"ClientId\":\"" + at.client().id()
                        + "\",\"AuthFlow\":\"REFRESH_TOKEN_AUTH\",\"AuthParameters\":{\"REFRESH_TOKEN\":\"" + token
                        + "\"}}");
        assertThat(answer.body()).contains("NotAuthorizedException", "Refresh Token has been revoked");
    }

    /** What a call comes to that waits for the user while whoever holds it makes this change. */
    private <T> T during(Change change, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<T> begun = database.call(owned.tenant().id(), rows -> {
                User user = held(rows);
                int holder = rows.list("select pg_backend_pid() where :tenant <> ''", row -> row.getInt(1))
                        .getFirst();
                Future<T> waiting = threads.submit(call);
                Await.until("the call waits for the user", () -> isWaitedFor(holder));
                change.make(rows, user);
                return waiting;
            });
            return begun.get(60, TimeUnit.SECONDS);
        }
    }

    /** The user, whose row this transaction has from now on, whatever the code under test locks. */
    private User held(Rows rows) {
        rows.list(
                "select from identity.users where tenant_id = :tenant and pool_id = ? and sub = ? for update",
                row -> sub,
                owned.poolId(),
                sub);
        return users.get(rows, at.pool(), "sam");
    }

    private boolean isWaitedFor(int holder) throws SQLException {
        try (var connection = watch.getConnection();
                var statement = connection.prepareStatement(
                        "select exists (select from pg_locks where not granted and ? = any(pg_blocking_pids(pid)))")) {
            statement.setInt(1, holder);
            try (var found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    private Change setOtherPassword() {
        var prepared = users.prepare(at.pool(), "sam", PASSWORD + "-2");
        return (rows, user) -> users.setPassword(rows, at.pool(), user, prepared, UserStatus.CONFIRMED, null);
    }

    private void disable(Rows rows, User user) {
        users.setEnabled(rows, at.pool(), user, false);
        signIns.revokeAll(rows, at.pool(), user);
    }

    private void signOut(Rows rows, User user) {
        signIns.revokeAll(rows, at.pool(), user);
    }

    private String begin(Rows rows, User user) {
        var grant = new SignIns.Grant(UUID.randomUUID(), SignIn.SELF, false, null, Instant.now());
        return signIns.token(rows, at.pool(), signIns.begin(rows, at.pool(), at.client(), user, grant));
    }

    private HttpResponse<String> signIn(String password) throws Exception {
        return fixture.raw(
                "InitiateAuth",
                "{\"ClientId\":\"" + at.client().id()
                        + "\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":{\"USERNAME\":\"sam\",\"PASSWORD\":\""
                        + password + "\"}}");
    }

    private Map<String, String> srpAnswers() throws Exception {
        var srp = new SrpClient(owned.poolId());
        var challenge = owned.sdk()
                .initiateAuth(request -> request.clientId(at.client().id())
                        .authFlow(AuthFlowType.USER_SRP_AUTH)
                        .authParameters(Map.of("USERNAME", "sam", "SRP_A", srp.value())));
        return srp.answer(challenge.challengeParameters(), PASSWORD);
    }

    private String srpRefusal(Map<String, String> answers) {
        try {
            return "none: "
                    + owned.sdk()
                            .respondToAuthChallenge(
                                    request -> request.clientId(at.client().id())
                                            .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                                            .challengeResponses(answers));
        } catch (NotAuthorizedException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private String browserSession() {
        var content = Map.of("auth_time", Long.toString(Instant.now().getEpochSecond()));
        return database.call(
                at.tenant(),
                rows -> sessions.begin(
                        rows,
                        at.pool(),
                        Sessions.Kind.BROWSER,
                        sessions.lasting(at.client().id(), sub, content, Duration.ofHours(1))));
    }

    private HttpResponse<String> authorize(String session) throws Exception {
        return fixture.getWith(
                site + "/oauth2/authorize?response_type=code&prompt=none&client_id="
                        + at.client().id() + "&redirect_uri=" + CALLBACK,
                "Cookie",
                cookie + session);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer + answer.body()));
    }

    /** What is done to a user in the transaction that holds it. */
    @FunctionalInterface
    private interface Change {
        void make(Rows rows, User user);
    }
}
