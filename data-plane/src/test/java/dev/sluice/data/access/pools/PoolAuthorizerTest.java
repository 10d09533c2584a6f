package dev.sluice.data.access.pools;

import static dev.sluice.data.fixtures.AuthorizerDraft.pools;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.PoolBed.ARN;
import static dev.sluice.data.fixtures.PoolBed.ISSUER;
import static dev.sluice.data.fixtures.PoolBed.POOL;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static dev.sluice.data.fixtures.TokenDraft.FIRST;
import static dev.sluice.data.fixtures.TokenDraft.SECOND;
import static dev.sluice.data.fixtures.TokenDraft.access;
import static dev.sluice.data.fixtures.TokenDraft.id;
import static dev.sluice.data.fixtures.TokenDraft.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.fixtures.AuthorizerDraft;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.PoolBed;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.TestClock;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.stage.StageRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 3.5: tokens of user pools decide over the calls of a stage")
class PoolAuthorizerTest {
    private static final String UNAUTHORIZED = "{\"message\":\"Unauthorized\"}";
    private static final long START = TestClock.START.getEpochSecond();

    private final PoolBed bed = new PoolBed();

    PoolAuthorizerTest() throws IOException {}

    @AfterEach
    void stop() {
        bed.close();
    }

    private static MethodDraft answering(String template) {
        return mock("{\"statusCode\":200}").response("200", "").responseTemplate("200", "application/json", template);
    }

    private static StageDraft guarded(AuthorizerDraft authorizer) {
        return stage("prod")
                .authorizer(authorizer)
                .method("GET", "/", answering("$context.authorizer.claims.sub").pools("auth01"))
                .method("GET", "/scoped", answering("scoped").pools("auth01", "pets/read", "pets/write"))
                .method("GET", "/{proxy+}", answering("all").pools("auth01"));
    }

    private CompiledStage compiled(AuthorizerDraft authorizer) {
        return bed.gateway().compile(guarded(authorizer).snapshot());
    }

    private Gateway.Answer get(CompiledStage stage, String target, String token) {
        return bed.gateway()
                .call(stage, "GET", target)
                .header("Authorization", token)
                .send();
    }

    private static void assertUnauthorized(Gateway.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(UNAUTHORIZED);
        assertThat(answer.header("x-amzn-ErrorType")).containsExactly("UnauthorizedException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "bearer ", "BEARER "})
    void letsACallPassWithAnIdToken(String prefix) {
        // given
        var stage = compiled(pools(ARN));

        // when
        var answer = get(stage, "/", prefix + id(ISSUER).text());

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("6a1c1d3e-0000-4000-8000-000000000001");
        assertThat(bed.keys().requests()).containsExactly("GET /" + POOL + "/.well-known/jwks.json authorizer-service");
    }

    @ParameterizedTest(name = "trap 10: {0} on {1} is {2}")
    @CsvSource({
        "id, /, 200",
        "access, /, 401",
        "id, /scoped, 401",
        "access, /scoped, 200",
        "access-other, /scoped, 401",
        "access-none, /scoped, 401",
        "access-part, /scoped, 401",
        "use-none, /, 401",
        "use-none, /scoped, 401"
    })
    void asksForTheTokenThatGoesWithTheMethod(String token, String path, int status) {
        // given
        var stage = compiled(pools(ARN));
        String text = switch (token) {
            case "id" -> id(ISSUER).claim("scope", "pets/read").text();
            case "access" -> access(ISSUER, "openid pets/write").text();
            case "access-other" -> access(ISSUER, "openid pets/delete").text();
            case "access-part" -> access(ISSUER, "pets/rea pets/readx pets").text();
            case "access-none" -> access(ISSUER, "").claim("scope", null).text();
            default -> access(ISSUER, "pets/read").claim("token_use", null).text();
        };

        // when
        var first = get(stage, path, text);
        var again = get(stage, path, text);

        // then
        assertThat(List.of(first.status(), again.status())).containsOnly(status);
        if (status == 401) {
            assertUnauthorized(first);
            assertUnauthorized(again);
        }
    }

    @ParameterizedTest(name = "trap 9: with a resource policy that {0} the token alone is {1}")
    @CsvSource({"allows, 200", "denies, 403", "is silent, 403"})
    void aResourcePolicyHasToAllowByItselfWhomATokenLetsPass(String policy, int status) {
        // given
        String document = switch (policy) {
            case "allows" -> Policies.of(Policies.allow("execute-api:/*"));
            case "denies" -> Policies.of(Policies.allow("execute-api:/*"), Policies.deny("execute-api:/*"));
            default -> Policies.of(Policies.allow("execute-api:/prod/GET/other"));
        };
        var stage = bed.gateway().compile(guarded(pools(ARN)).policy(document).snapshot());

        // when
        var answer = get(stage, "/", id(ISSUER).text());
        var withoutAToken = bed.gateway().call(stage, "GET", "/").send();

        // then
        assertThat(answer.status()).isEqualTo(status);
        assertUnauthorized(withoutAToken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer ", "Bearer", "Bearer x", "a.b.c", "Basic dXNlcjpwYXNz"})
    void refusesWhatIsNoToken(String value) {
        assertUnauthorized(get(compiled(pools(ARN)), "/", value));
    }

    @Test
    void refusesACallWithoutAToken() {
        // given
        var stage = compiled(pools(ARN));

        // when
        var answer = bed.gateway().call(stage, "GET", "/").send();

        // then
        assertUnauthorized(answer);
        assertThat(bed.keys().requests()).isEmpty();
    }

    @Test
    void refusesTheTokenOfAnotherPoolWithoutAskingForItsKeys() {
        // given
        var stage = compiled(pools(ARN));

        // when
        var foreign =
                get(stage, "/", id("http://localhost:8090/us-east-1_Other0001").text());
        var similar = get(stage, "/", id(ISSUER + "/").text());
        var none = get(stage, "/", id(ISSUER).claim("iss", null).text());
        var list = get(stage, "/", id(ISSUER).claim("iss", List.of(ISSUER)).text());

        // then
        assertThat(List.of(foreign, similar, none, list)).allSatisfy(PoolAuthorizerTest::assertUnauthorized);
        assertThat(bed.keys().requests()).isEmpty();
    }

    @Test
    void acceptsEachOfSeveralPools() {
        // given
        String other = "arn:aws:cognito-idp:us-east-1:999999999999:userpool/us-east-1_Other0001";
        var stage = compiled(pools(ARN, other));

        // when
        var first = get(stage, "/", id(ISSUER).text());
        var second =
                get(stage, "/", id("http://localhost:8090/us-east-1_Other0001").text());

        // then
        assertThat(List.of(first.status(), second.status())).containsOnly(200);
        assertThat(bed.keys().requests()).hasSize(2);
    }

    @Test
    void takesTheTokenFromTheHeaderThatTheAuthorizerNames() {
        // given
        var snapshot = guarded(pools(ARN).from("X-Token")).snapshot();
        var stage = bed.gateway().compile(snapshot);

        // when
        var named = bed.gateway()
                .call(stage, "GET", "/")
                .header("x-token", id(ISSUER).text())
                .send();
        var usual = get(stage, "/", id(ISSUER).text());

        // then
        assertThat(named.status()).isEqualTo(200);
        assertUnauthorized(usual);
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -1, 401",
        "exp, 0, 401",
        "exp, 1, 200",
        "nbf, 0, 200",
        "nbf, 1, 401",
        "nbf, -5, 200",
        "iat, 0, 200",
        "iat, 1, 401"
    })
    void judgesTimesByTheSecond(String claim, long offset, int status) {
        // given
        var stage = compiled(pools(ARN));

        // when
        var answer = get(stage, "/", id(ISSUER).claim(claim, START + offset).text());

        // then
        assertThat(answer.status()).isEqualTo(status);
        if (status == 401) {
            String message = claim.equals("exp") ? "The incoming token has expired" : "Unauthorized";
            assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
        }
    }

    @Test
    void refusesATokenWhoseEndIsNone() {
        // given
        var stage = compiled(pools(ARN));
        String[] malformed = {"\"1900000000\"", "-1", "1e30", "[1900000000]", "null", "true"};

        // then
        assertUnauthorized(get(stage, "/", id(ISSUER).claim("exp", null).text()));
        for (String end : malformed) {
            String claims = id(ISSUER).claim("exp", null).claims();
            String text = claims.substring(0, claims.length() - 1) + ",\"exp\":" + end + "}";
            assertUnauthorized(get(stage, "/", id(ISSUER).with(text)));
        }
    }

    @Test
    void aTokenThatWasSeenEndsAtItsTime() {
        // given
        var stage = compiled(pools(ARN));
        String token = id(ISSUER).claim("exp", START + 10).text();
        var before = get(stage, "/", token);

        // when
        bed.clock().forward(Duration.ofSeconds(10));
        var after = get(stage, "/", token);

        // then
        assertThat(before.status()).isEqualTo(200);
        assertThat(after.status()).isEqualTo(401);
        assertThat(after.body()).isEqualTo("{\"message\":\"The incoming token has expired\"}");
    }

    @Test
    void comparesTheAudienceWithTheExpression() {
        // given
        var stage = compiled(pools(ARN).matching("client[0-9]"));

        // when
        var matching = get(stage, "/", id(ISSUER).text());
        var listed =
                get(stage, "/", id(ISSUER).claim("aud", List.of("x", "client2")).text());
        var longer = get(stage, "/", id(ISSUER).claim("aud", "client12").text());
        var access = get(stage, "/scoped", access(ISSUER, "pets/read").text());

        // then
        assertThat(matching.status()).isEqualTo(200);
        assertThat(listed.status()).isEqualTo(200);
        assertUnauthorized(longer);
        assertUnauthorized(access);
    }

    @Test
    void refusesASignatureThatIsNotThePools() {
        // given
        var stage = compiled(pools(ARN));
        String genuine = id(ISSUER).text();
        String other = id(ISSUER).claim("sub", "somebody else").text();
        int end = genuine.lastIndexOf('.') + 1;

        // when
        var forged = get(stage, "/", id(ISSUER).by("first", SECOND).text());
        var swapped = get(stage, "/", other.substring(0, other.lastIndexOf('.') + 1) + genuine.substring(end));
        var cut = get(stage, "/", genuine.substring(0, genuine.length() - 4));
        var without = get(stage, "/", genuine.substring(0, end));

        // then
        assertThat(List.of(forged, swapped, cut, without)).allSatisfy(PoolAuthorizerTest::assertUnauthorized);
        assertThat(get(stage, "/", genuine).status()).isEqualTo(200);
    }

    @Test
    void refusesAnAlgorithmThatPoolsDoNotUseThoughTheKeyIsTheirs() {
        // given
        bed.keys().holds(key("first", FIRST).replace("\"alg\":\"RS256\",", ""));
        var stage = compiled(pools(ARN));

        // when
        var answer = get(
                stage,
                "/",
                id(ISSUER).header("alg", "RS512").algorithm("SHA512withRSA").text());

        // then
        assertUnauthorized(answer);
        assertThat(get(stage, "/", id(ISSUER).text()).status()).isEqualTo(200);
    }

    @Test
    void answersALongUriBeforeItLooksAtTheToken() {
        // given
        var stage = compiled(pools(ARN));

        // when
        var answer = get(stage, "/" + "a".repeat(1_600), id(ISSUER).text());

        // then
        assertThat(answer.status()).isEqualTo(414);
    }

    @Test
    void aStageVariableMayNameThePool() {
        // given
        String arn = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/${stageVariables.pool}";
        var with =
                bed.gateway().compile(guarded(pools(arn)).variable("pool", POOL).snapshot());
        var without = bed.gateway().compile(guarded(pools(arn)).snapshot());

        // when
        var passed = get(with, "/", id(ISSUER).text());
        var denied = get(without, "/", id(ISSUER).text());

        // then
        assertThat(passed.status()).isEqualTo(200);
        assertThat(denied.status()).isEqualTo(500);
        assertThat(denied.body()).isEqualTo("{\"message\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:cognito-idp:us-east-1:123456789012:userpool/a/../../b",
                "arn:aws:cognito-idp:us-east-1:123456789012:userpool/",
                "arn:aws:iam::123456789012:oidc-provider/",
                "arn:aws:iam::999999999999:oidc-provider/example.com",
                "https://example.com"
            })
    void refusesAStageThatNamesAProviderWhichIsNoPool(String arn) {
        assertThatThrownBy(() ->
                        bed.gateway().compiler().compile(guarded(pools(arn)).snapshot(), null))
                .isInstanceOf(StageRefused.class)
                .hasMessageEndingWith(
                        "the provider " + arn + " is neither a user pool nor an OpenID Connect issuer of this account");
    }

    @Test
    void refusesAStageWhoseAuthorizerIsOfAnotherKind() {
        // given
        var snapshot = stage("prod")
                .authorizer(AuthorizerDraft.token("Authorization"))
                .method("GET", "/", answering("x").pools("auth01"))
                .snapshot();

        // then
        assertThatThrownBy(() -> bed.gateway().compiler().compile(snapshot, null))
                .isInstanceOf(StageRefused.class)
                .hasMessage("GET /: an authorizer of type TOKEN has no user pools");
    }

    @Test
    void refusesAStageWhereThereAreNoPools() {
        try (var gateway = new Gateway()) {
            assertThatThrownBy(
                            () -> gateway.compiler().compile(guarded(pools(ARN)).snapshot(), null))
                    .isInstanceOf(StageRefused.class)
                    .hasMessageEndingWith("this node knows of no user pools");
        }
    }

    @Test
    void refusesATokenThatIsTooLong() {
        // given
        var stage = compiled(pools(ARN));

        // when
        var answer = get(stage, "/", id(ISSUER).claim("x", "y".repeat(6_000)).text());

        // then
        assertUnauthorized(answer);
    }
}
