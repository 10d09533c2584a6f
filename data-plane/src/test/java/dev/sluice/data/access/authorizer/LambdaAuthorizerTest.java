package dev.sluice.data.access.authorizer;

import static dev.sluice.data.fixtures.AuthorizerDraft.ofType;
import static dev.sluice.data.fixtures.AuthorizerDraft.request;
import static dev.sluice.data.fixtures.AuthorizerDraft.token;
import static dev.sluice.data.fixtures.AwsBed.FUNCTION_URI;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.fixtures.AuthorizerDraft;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.stage.StageRefused;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("rest-api-runtime 3.4, 3.6: Lambda authorizers decide over the calls of a stage")
class LambdaAuthorizerTest {
    private static final String ARN = "arn:aws:execute-api:us-east-1:123456789012:abc1234567/prod/";
    private static final String NO_ALLOW = "{\"Message\":\"User is not authorized to access this resource because no"
            + " identity-based policy allows the execute-api:Invoke action\"}";
    private static final String DENY =
            "{\"Message\":\"User is not authorized to access this resource with an explicit deny"
                    + " in an identity-based policy\"}";

    private static String decision(String statements) {
        return "{\"principalId\":\"me\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[" + statements
                + "]},\"context\":{\"text\":\"a\\\"b\",\"number\":1.50,\"flag\":true,\"nothing\":null,\"claims\":\"x\"}}";
    }

    private static String statement(String effect, String resource) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"" + resource + "\"}";
    }

    private static AwsBed allowing(String resource) {
        return AwsBed.saying(decision(statement("Allow", resource)));
    }

    private static MethodDraft answering(String template) {
        return mock("{\"statusCode\":200}").response("200", "").responseTemplate("200", "application/json", template);
    }

    private static StageDraft guarded(AuthorizerDraft authorizer) {
        return stage("prod")
                .authorizer(authorizer)
                .method("GET", "/", answering("root").authorizer("auth01"))
                .method("GET", "/pets/{id}", answering("pet").authorizer("auth01"))
                .method("ANY", "/all/{proxy+}", answering("all").authorizer("auth01"))
                .method("GET", "/open", answering("open"));
    }

    private static Gateway.Answer get(AwsBed bed, CompiledStage stage, String target, String token) {
        return bed.gateway()
                .call(stage, "GET", target)
                .header("Authorization", token)
                .send();
    }

    @Test
    void letsACallPassThatThePolicyAllows() throws IOException {
        try (var bed = allowing(ARN + "GET/pets/7")) {
            // given
            var compiled = bed.gateway().compile(guarded(token("Authorization")).snapshot());

            // when
            var answer = get(bed, compiled, "/pets/7", "t");

            // then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("pet");
            assertThat(bed.sentBody())
                    .isEqualTo("{\"type\":\"TOKEN\",\"methodArn\":\"" + ARN
                            + "GET/pets/7\",\"authorizationToken\":\"t\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET/pets/7,/pets/7,200",
        "GET/pets/*,/pets/7,200",
        "*/pets/*,/pets/7,200",
        "GET/*,/all/a/b/c,200",
        "GET/pets/8,/pets/7,403",
        "POST/pets/7,/pets/7,403",
        "GET/,/,200",
        "GET,/,403",
        "get/pets/7,/pets/7,403",
        "GET/pets/?,/pets/7,200",
        "GET/PETS/7,/pets/7,403"
    })
    void comparesThePolicyWithWhatIsCalled(String resource, String path, int status) throws IOException {
        try (var bed = allowing(ARN + resource)) {
            // given
            var compiled = bed.gateway().compile(guarded(token("Authorization")).snapshot());

            // when
            var answer = get(bed, compiled, path, "t");

            // then
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @Test
    void deniesByTheTextOfTheCause() throws IOException {
        try (var silent = allowing("arn:aws:s3:::b");
                var denying = AwsBed.saying(
                        decision(statement("Allow", "*") + "," + statement("Deny", ARN + "GET/pets/*")))) {
            // when
            var unnamed = get(
                    silent,
                    silent.gateway().compile(guarded(token("Authorization")).snapshot()),
                    "/",
                    "t");
            var denied = get(
                    denying,
                    denying.gateway().compile(guarded(token("Authorization")).snapshot()),
                    "/pets/1",
                    "t");

            // then
            assertThat(unnamed.status()).isEqualTo(403);
            assertThat(unnamed.body()).isEqualTo(NO_ALLOW);
            assertThat(unnamed.header("x-amzn-ErrorType")).containsExactly("AccessDeniedException");
            assertThat(denied.body()).isEqualTo(DENY);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}|200",
                "\"IpAddress\":{\"aws:SourceIp\":\"198.51.100.0/24\"}|403",
                "\"Bool\":{\"aws:SecureTransport\":\"true\"}|403",
                "\"StringEquals\":{\"aws:UserAgent\":\"tests\"}|200",
                "\"DateLessThan\":{\"aws:CurrentTime\":\"2027-02-01T00:00:00Z\"}|200",
                "\"DateGreaterThan\":{\"aws:EpochTime\":\"1900000000\"}|403",
                "\"StringEquals\":{\"aws:ResourceAccount\":\"123456789012\"}|200",
                "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}|403",
                "\"StringNotEquals\":{\"aws:SourceVpc\":\"vpc-1\"}|200",
                "\"Nonsense\":{\"aws:SourceIp\":\"192.0.2.7\"}|403"
            })
    void asksTheConditionsAboutTheCall(String condition, int status) throws IOException {
        String allow = statement("Allow", "*").replaceFirst("}$", ",\"Condition\":{" + condition + "}}");
        try (var bed = AwsBed.saying(decision(allow))) {
            // given
            var compiled = bed.gateway().compile(guarded(token("Authorization")).snapshot());

            // when
            var answer = bed.gateway()
                    .call(compiled, "GET", "/")
                    .header("Authorization", "t")
                    .header("User-Agent", "tests")
                    .send();

            // then
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @Test
    void answersEveryFailureToTheByte() throws IOException {
        try (var unknown = AwsBed.failing("{\"errorMessage\":\"Unauthorized\"}");
                var crashing = AwsBed.failing("{\"errorMessage\":\"boom\"}");
                var nonsense = AwsBed.saying("{}");
                var forbidden = AwsBed.answering("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) {
            assertAnswer(unknown, 401, "{\"message\":\"Unauthorized\"}", "UnauthorizedException");
            assertAnswer(crashing, 500, "{\"message\":null}", "AuthorizerFailureException");
            assertAnswer(nonsense, 500, "{\"message\":null}", "AuthorizerConfigurationException");
            assertAnswer(forbidden, 500, "{\"message\":null}", "AuthorizerConfigurationException");
        }
    }

    private static void assertAnswer(AwsBed bed, int status, String body, String error) {
        var answer =
                get(bed, bed.gateway().compile(guarded(token("Authorization")).snapshot()), "/", "t");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("x-amzn-ErrorType")).containsExactly(error);
    }

    @Test
    void asksNobodyAboutACallWithoutAnIdentity() throws IOException {
        try (var bed = allowing("*")) {
            // given
            var compiled = bed.gateway().compile(guarded(token("Authorization")).snapshot());

            // when
            var answer = bed.gateway().call(compiled, "GET", "/").send();
            var open = bed.gateway().call(compiled, "GET", "/open").send();

            // then
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
            assertThat(open.status()).isEqualTo(200);
            assertThat(bed.origin().requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"300,401,0", "0,200,1"})
    @DisplayName("rest-api-runtime 21.8: a request without its identity is refused only where answers are kept")
    void asksAboutARequestWithoutItsIdentityOnlyWhereNothingIsKept(int ttlSeconds, int status, int asked)
            throws IOException {
        try (var bed = allowing("*")) {
            // given
            var authorizer = request("method.request.header.Authorization").ttlSeconds(ttlSeconds);
            var compiled = bed.gateway().compile(guarded(authorizer).snapshot());

            // when
            var answer = bed.gateway().call(compiled, "GET", "/").send();

            // then
            assertThat(answer.status()).isEqualTo(status);
            assertThat(bed.origin().requests()).hasSize(asked);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 21.7: an answer is kept, the decision is not")
    void keepsAnAnswerAndAsksItsPolicyAnewAboutEachMethod() throws IOException {
        try (var bed = allowing(ARN + "GET/pets/7")) {
            // given
            var compiled = bed.gateway().compile(guarded(token("Authorization")).snapshot());

            // when
            var first = get(bed, compiled, "/pets/7", "t");
            var again = get(bed, compiled, "/pets/7", "t");
            var other = get(bed, compiled, "/pets/8", "t");
            var stranger = get(bed, compiled, "/pets/7", "u");

            // then
            assertThat(List.of(first.status(), again.status(), other.status(), stranger.status()))
                    .containsExactly(200, 200, 403, 200);
            assertThat(bed.origin().requests()).hasSize(2);
        }
    }

    @Test
    void keepsNothingThatIsNoDecision() throws IOException {
        try (var bed = AwsBed.failing("{\"errorMessage\":\"Unauthorized\"}")) {
            // given
            var compiled = bed.gateway().compile(guarded(token("Authorization")).snapshot());

            // when
            get(bed, compiled, "/", "t");
            get(bed, compiled, "/", "t");

            // then
            assertThat(bed.origin().requests()).hasSize(2);
        }
    }

    @Test
    void asksEachTimeWithoutATime() throws IOException {
        try (var bed = allowing("*")) {
            // given
            var compiled = bed.gateway()
                    .compile(guarded(token("Authorization").ttlSeconds(0)).snapshot());

            // when
            get(bed, compiled, "/", "t");
            get(bed, compiled, "/", "t");

            // then
            assertThat(bed.origin().requests()).hasSize(2);
        }
    }

    @Test
    void tellsIdentitiesOfSeveralValuesApart() throws IOException {
        // security-requirements 40
        try (var bed = allowing("*")) {
            // given
            var authorizer = request("method.request.header.Authorization", "method.request.querystring.q");
            var compiled = bed.gateway().compile(guarded(authorizer).snapshot());

            // when
            get(bed, compiled, "/?q=bc", "a");
            get(bed, compiled, "/?q=c", "ab");
            get(bed, compiled, "/?q=c", "ab");

            // then
            assertThat(bed.origin().requests()).hasSize(2);
        }
    }

    private static CompiledStage redeployed(AwsBed bed, CompiledStage before, StageDraft after) throws StageRefused {
        return bed.gateway().compiler().compile(after.revision(2).snapshot(), before);
    }

    @Test
    void keepsAnswersOverADeploymentThatLeavesTheAuthorizerAsItWas() throws IOException, StageRefused {
        try (var bed = allowing("*")) {
            // given
            var before = bed.gateway().compile(guarded(token("Authorization")).snapshot());
            get(bed, before, "/", "t");

            // when
            get(bed, redeployed(bed, before, guarded(token("Authorization"))), "/", "t");

            // then
            assertThat(bed.origin().requests()).hasSize(1);
        }
    }

    @Test
    void forgetsAnswersOfAnotherDefinitionOrBeforeAFlush() throws IOException, StageRefused {
        try (var bed = allowing("*")) {
            // given
            var before = bed.gateway().compile(guarded(token("Authorization")).snapshot());
            get(bed, before, "/", "t");

            // when
            get(bed, redeployed(bed, before, guarded(token("Authorization").ttlSeconds(60))), "/", "t");
            get(bed, redeployed(bed, before, guarded(token("Authorization")).authorizersFlushed(2)), "/", "t");

            // then
            assertThat(bed.origin().requests()).hasSize(3);
        }
    }

    @Test
    void showsTheContextToTemplatesAsText() throws IOException {
        try (var bed = allowing("*")) {
            // given
            var method = answering(
                            "$context.authorizer.principalId|$context.authorizer.text|$context.authorizer.number|"
                                    + "$context.authorizer.flag|$context.authorizer.nothing|$context.authorizer.claims|"
                                    + "$context.authorizer.missing")
                    .responseHeader("200", "X-Number", "context.authorizer.number")
                    .authorizer("auth01");
            var compiled = bed.gateway()
                    .compile(stage("prod")
                            .authorizer(token("Authorization"))
                            .method("GET", "/", method)
                            .snapshot());

            // when
            var answer = get(bed, compiled, "/", "t");

            // then
            assertThat(answer.body()).isEqualTo("me|a\"b|1.50|true|||");
            assertThat(answer.header("X-Number")).containsExactly("1.50");
        }
    }

    @Test
    void showsTheContextInTheEventOfAProxiedFunction() throws IOException {
        // rest-api-runtime 8.6 [F]: flat strings, principalId and the latency, which is 0 when the answer was kept
        try (var bed = AwsBed.saying(decision(statement("Allow", "*")))) {
            // given
            var compiled = bed.gateway()
                    .compile(stage("prod")
                            .authorizer(token("Authorization"))
                            .method(
                                    "GET",
                                    "/",
                                    MethodDraft.awsProxy(FUNCTION_URI).authorizer("auth01"))
                            .snapshot());
            get(bed, compiled, "/", "t");

            // when
            get(bed, compiled, "/", "t");

            // then
            assertThat(bed.origin().requests()).hasSize(3);
            assertThat(bed.sentBody())
                    .contains("\"authorizer\":{\"text\":\"a\\\"b\",\"number\":\"1.50\",\"flag\":\"true\","
                            + "\"principalId\":\"me\",\"integrationLatency\":0}");
        }
    }

    @Test
    void deniesBeforeItThrottles() throws IOException {
        // rest-api-runtime 1.1: authorizer 13, throttles 16
        try (var bed = allowing("*")) {
            // given
            var compiled = bed.gateway()
                    .compile(guarded(token("Authorization"))
                            .throttle("*", "*", 0, 0)
                            .snapshot());

            // when
            var anonymous = bed.gateway().call(compiled, "GET", "/").send();
            var known = get(bed, compiled, "/", "t");

            // then
            assertThat(anonymous.status()).isEqualTo(401);
            assertThat(known.status()).isEqualTo(429);
        }
    }

    @Test
    void refusesAnArnThatIsTooLong() throws IOException {
        try (var bed = allowing("*")) {
            // given
            var compiled = bed.gateway().compile(guarded(token("Authorization")).snapshot());

            // when
            var answer = get(bed, compiled, "/all/" + "a".repeat(1_600), "t");

            // then
            assertThat(answer.status()).isEqualTo(414);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Request URI too long\"}");
            assertThat(bed.origin().requests()).isEmpty();
        }
    }

    @Test
    void answersAsTheOwnerHasChosen() throws IOException {
        try (var bed = allowing("arn:aws:s3:::b")) {
            // given
            var compiled = bed.gateway()
                    .compile(guarded(token("Authorization"))
                            .gatewayResponse(
                                    "ACCESS_DENIED",
                                    404,
                                    Map.of("gatewayresponse.header.X-Who", "context.authorizer.principalId"),
                                    Map.of("application/json", "{\"m\":$context.error.messageString}"))
                            .snapshot());

            // when
            var answer = get(bed, compiled, "/", "t");

            // then
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("X-Who")).containsExactly("me");
            assertThat(answer.body()).startsWith("{\"m\":\"User is not authorized");
        }
    }

    @Test
    void deniesWhileAStageVariableIsMissing() throws IOException {
        try (var bed = allowing("*")) {
            // given
            String uri = FUNCTION_URI.replace("/invocations", "${stageVariables.end}");
            var compiled = bed.gateway()
                    .compile(guarded(token("Authorization").uri(uri)).snapshot());
            var set = bed.gateway()
                    .compile(guarded(token("Authorization").uri(uri))
                            .variable("end", "/invocations")
                            .snapshot());

            // when
            var denied = get(bed, compiled, "/", "t");
            var allowed = get(bed, set, "/", "t");

            // then
            assertThat(denied.status()).isEqualTo(500);
            assertThat(denied.body()).isEqualTo("{\"message\":null}");
            assertThat(allowed.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COGNITO_USER_POOLS|GET /: authorizer type COGNITO_USER_POOLS is not supported yet",
                "JWT|GET /: authorizer type JWT is not supported yet"
            })
    void refusesAStageWhoseAuthorizerItCannotEnforce(String type, String reason) throws IOException {
        try (var bed = allowing("*")) {
            // given
            var snapshot = stage("prod")
                    .authorizer(ofType(type))
                    .method("GET", "/", answering("x").authorizer("auth01"))
                    .snapshot();
            var lacking = stage("prod")
                    .method("GET", "/", answering("x").authorizer("auth01"))
                    .snapshot();

            // when, then
            assertThatThrownBy(() -> bed.gateway().compiler().compile(snapshot, null))
                    .isInstanceOf(StageRefused.class)
                    .hasMessage(reason);
            assertThatThrownBy(() -> bed.gateway().compiler().compile(lacking, null))
                    .isInstanceOf(StageRefused.class)
                    .hasMessage("GET /: there is no authorizer auth01");
        }
    }
}
