package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.AuthorizerDraft.ofType;
import static dev.sluice.data.fixtures.AuthorizerDraft.request;
import static dev.sluice.data.fixtures.AuthorizerDraft.token;
import static dev.sluice.data.fixtures.AwsBed.FUNCTION;
import static dev.sluice.data.fixtures.AwsBed.INVOCATION;
import static dev.sluice.data.fixtures.AwsBed.ROLE;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.signature.Verdict;
import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.fixtures.AuthorizerDraft;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 9, rest-api-runtime 3.4, observability 3: an authorizer is tried with a made-up call")
class AuthorizerTrialTest {
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String TOKEN = "Bearer 0123456789abcdef";
    private static final Map<String, List<String>> BEARER = Map.of("Authorization", List.of(TOKEN));
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\","
                    + "\"Effect\":\"%s\",\"Resource\":\"arn:aws:execute-api:*:*:*\"}]}";
    private static final String ALLOW = POLICY.formatted("Allow");
    private static final String DECISION = "{\"principalId\":\"user-0123456789\",\"policyDocument\":" + ALLOW + "}";
    private static final String CONFIGURATION = "Execution failed due to configuration error: ";

    private static StageDraft unpublished(AuthorizerDraft authorizer) {
        return stage(TestInvocation.STAGE).authorizer(authorizer);
    }

    private static AuthorizerTrial trial(AuthorizerDraft authorizer, Map<String, List<String>> headers) {
        return new AuthorizerTrial(1, unpublished(authorizer).snapshot(), "", headers, Map.of());
    }

    /** The texts of the lines behind the first, without their times. */
    private static List<String> lines(AuthorizerTrialAnswer answer) {
        assertThat(answer.log()).matches("(?s)Execution log for request " + UUID + "\n.*\n");
        return answer.log()
                .lines()
                .skip(1)
                .map(line ->
                        line.replaceFirst("^[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4} : ", ""))
                .map(line -> line.replaceAll(UUID, "ID"))
                .toList();
    }

    @Test
    void asksTheFunctionOfATokenAuthorizerInTheRecordedLines() throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // when
            AuthorizerTrialAnswer answer = bed.gateway().test(trial(token("authorization"), BEARER));

            // then
            assertThat(answer.clientStatus()).isZero();
            assertThat(answer.principalId()).isEqualTo("user-0123456789");
            assertThat(answer.policy()).isEqualTo(ALLOW);
            assertThat(answer.latencyMillis()).isNotNegative();
            assertThat(bed.sentLine()).isEqualTo("POST " + INVOCATION + " HTTP/1.1");
            assertThat(bed.sentBody())
                    .isEqualTo(
                            "{\"type\":\"TOKEN\",\"methodArn\":\"arn:aws:execute-api:us-east-1:123456789012:abc1234567/"
                                    + "ESTestInvoke-stage/GET/\",\"authorizationToken\":\"" + TOKEN + "\"}");
            String uri = bed.origin().url(INVOCATION);
            assertThat(lines(answer))
                    .hasSize(9)
                    .startsWith(
                            "Starting authorizer: auth01 for request: ID",
                            "Incoming identity: *****************abcdef",
                            "Endpoint request URI: " + uri)
                    .endsWith(
                            "Endpoint request body after transformations: {\"type\":\"TOKEN\",\"methodArn\":\"arn:aws:execute-api:"
                                    + "us-east-1:123456789012:abc1234567/ESTestInvoke-stage/GET/\",\"authorizationToken\":"
                                    + "\"*****************abcdef\"}",
                            "Sending request to " + uri,
                            "Authorizer result body before parsing: " + DECISION,
                            "Using valid authorizer policy for principal: *********456789",
                            "Successfully completed authorizer execution");
            assertThat(lines(answer).get(3))
                    .startsWith("Endpoint request headers: {")
                    .contains("x-amzn-lambda-integration-tag=ID")
                    .contains(
                            "X-Amz-Source-Arn=arn:aws:execute-api:us-east-1:123456789012:abc1234567/authorizers/auth01")
                    .contains("User-Agent=AmazonAPIGateway_abc1234567");
        }
    }

    @Test
    void showsARequestAuthorizerTheWholeRequestWithoutTheBody() throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // given
            var authorizer = request(
                    "method.request.header.hash",
                    "method.request.querystring.q",
                    "stageVariables.colour",
                    "context.stage",
                    "context.identity.sourceIp");
            var snapshot = unpublished(authorizer).variable("colour", "blue").snapshot();
            var headers = Map.of("Hash", List.of("aaaaaaaaaaaaaa"), "X-Api-Key", List.of("0123456789abcdef"));
            var context = Map.of("stage", "mine", "identity.sourceIp", "192.0.2.1", "mine", "too");

            // when
            AuthorizerTrialAnswer answer =
                    bed.gateway().test(new AuthorizerTrial(1, snapshot, "/pets//1/?q=x%20y&q=z", headers, context));

            // then
            assertThat(answer.clientStatus()).isZero();
            assertThat(bed.sentBody()
                            .replaceAll(UUID, "ID")
                            .replaceAll(
                                    "(\"extendedRequestId|\"requestTime|\"requestTimeEpoch)\":(\"[^\"]+\"|\\d+)",
                                    "$1\":?"))
                    .isEqualTo(
                            "{\"type\":\"REQUEST\",\"methodArn\":\"arn:aws:execute-api:us-east-1:123456789012:abc1234567/"
                                    + "ESTestInvoke-stage/GET/pets/1\",\"resource\":\"/pets/1\",\"path\":\"/pets//1/\","
                                    + "\"httpMethod\":\"GET\",\"headers\":{\"Hash\":\"aaaaaaaaaaaaaa\",\"X-Api-Key\":\"0123456789abcdef\"},"
                                    + "\"multiValueHeaders\":{\"Hash\":[\"aaaaaaaaaaaaaa\"],\"X-Api-Key\":[\"0123456789abcdef\"]},"
                                    + "\"queryStringParameters\":{\"q\":\"z\"},\"multiValueQueryStringParameters\":{\"q\":[\"x y\",\"z\"]},"
                                    + "\"pathParameters\":{},\"stageVariables\":{\"colour\":\"blue\"},"
                                    + "\"requestContext\":{\"resourceId\":\"test-invoke-resource-id\",\"resourcePath\":\"/pets/1\","
                                    + "\"httpMethod\":\"GET\",\"extendedRequestId\":?,\"requestTime\":?,\"path\":\"/pets//1/\","
                                    + "\"accountId\":\"123456789012\",\"protocol\":\"HTTP/1.1\",\"stage\":\"mine\","
                                    + "\"domainPrefix\":\"testPrefix\",\"requestTimeEpoch\":?,\"requestId\":\"ID\","
                                    + "\"identity\":{\"cognitoIdentityPoolId\":null,\"accountId\":\"123456789012\",\"cognitoIdentityId\":null,"
                                    + "\"caller\":\"test-invoke-caller\",\"sourceIp\":\"192.0.2.1\",\"principalOrgId\":null,"
                                    + "\"accessKey\":\"test-invoke-access-key\","
                                    + "\"cognitoAuthenticationType\":null,\"cognitoAuthenticationProvider\":null,"
                                    + "\"userArn\":\"test-invoke-user-arn\",\"userAgent\":null,\"user\":\"test-invoke-user\","
                                    + "\"apiKey\":\"test-invoke-api-key\",\"apiKeyId\":\"test-invoke-api-key-id\"},\"domainName\":\"testPrefix.testDomainName\","
                                    + "\"deploymentId\":\"dep123\",\"apiId\":\"abc1234567\",\"mine\":\"too\"}}");
            assertThat(lines(answer))
                    .contains("Incoming identity: {method.request.header.hash=********aaaaaa, "
                            + "method.request.querystring.q=*, stageVariables.colour=****, context.stage=****, "
                            + "context.identity.sourceIp=*********}");
            assertThat(answer.log()).doesNotContain("aaaaaaaaaaaaaa").doesNotContain("0123456789abcdef");
        }
    }

    @Test
    void showsNothingWhereARequestHasNothing() throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // when
            bed.gateway().test(trial(request().ttlSeconds(0), Map.of()));

            // then
            assertThat(bed.sentBody())
                    .contains("\"resource\":\"/\",\"path\":\"/\",\"httpMethod\":\"GET\",\"headers\":{},"
                            + "\"multiValueHeaders\":{},\"queryStringParameters\":{},"
                            + "\"multiValueQueryStringParameters\":{},\"pathParameters\":{},\"stageVariables\":{},");
        }
    }

    @Test
    void signsForTheAuthorizersRole() throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // when
            AuthorizerTrialAnswer answer =
                    bed.gateway().test(trial(token("Authorization").credentials(ROLE), BEARER));

            // then
            assertThat(answer.clientStatus()).isZero();
            assertThat(bed.verdict("lambda")).isInstanceOf(Verdict.Verified.class);
            assertThat(lines(answer).get(3)).containsPattern("Authorization=\\*+[0-9a-f]{6}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none,none",
                "'',none",
                "Basic 0123456789,Bearer .+",
                "Bearer x y,Bearer [a-z]",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab,(a+)+"
            })
    void refusesATokenThatTheFunctionNeedNotSee(String sent, String expression) throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // given
            var headers = sent == null ? Map.<String, List<String>>of() : Map.of("Authorization", List.of(sent));
            var authorizer = token("Authorization");
            if (expression != null) {
                authorizer.matching(expression);
            }

            // when
            AuthorizerTrialAnswer answer = bed.gateway().test(trial(authorizer, headers));

            // then
            assertThat(answer.clientStatus()).isEqualTo(401);
            assertThat(answer.principalId()).isNull();
            assertThat(answer.policy()).isNull();
            assertThat(lines(answer))
                    .containsExactly(
                            "Starting authorizer: auth01 for request: ID", "Unauthorized request: ID", "Unauthorized");
            assertThat(bed.origin().requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "method.request.header.Missing",
                "method.request.querystring.missing",
                "method.request.querystring.empty",
                "stageVariables.missing",
                "context.identity.cognitoIdentityId",
                "context.nonsense"
            })
    void refusesARequestThatLacksAnIdentity(String source) throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // given
            var snapshot = unpublished(request("method.request.header.Authorization", source))
                    .snapshot();

            // when
            AuthorizerTrialAnswer answer =
                    bed.gateway().test(new AuthorizerTrial(1, snapshot, "/?empty=", BEARER, Map.of()));

            // then
            assertThat(answer.clientStatus()).isEqualTo(401);
            assertThat(bed.origin().requests()).isEmpty();
        }
    }

    @Test
    void succeedsWhateverThePolicySays() throws IOException {
        String deny = POLICY.formatted("Deny");
        try (var bed = AwsBed.saying("{\"principalId\":\"\",\"policyDocument\":" + deny + "}")) {
            // when
            AuthorizerTrialAnswer answer = bed.gateway().test(trial(token("Authorization"), BEARER));

            // then
            assertThat(answer.clientStatus()).isZero();
            assertThat(answer.principalId()).isEmpty();
            assertThat(answer.policy()).isEqualTo(deny);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'errorMessage':'Unauthorized'} § 401 § Unauthorized request: ID § Unauthorized",
                "{'errorMessage':'Unauthorized','errorType':'Error','trace':[]} § 401 § Unauthorized request: ID § Unauthorized",
                "{'errorMessage':'unauthorized'} § 500 § Execution failed due to an authorizer failure: customer function error: unauthorized § AuthorizerFailureException",
                "{'errorMessage':'2026 Task timed out after 3.00 seconds'} § 500 § Execution failed due to an authorizer failure: customer function error: 2026 Task timed out after 3.00 seconds § AuthorizerFailureException",
                "nonsense § 500 § Execution failed due to an authorizer failure: customer function error: null § AuthorizerFailureException",
            })
    void tellsAnUnknownCallerFromAFunctionThatFails(String payload, int status, String line, String error)
            throws IOException {
        try (var bed = AwsBed.failing(payload.replace('\'', '"'))) {
            // when
            AuthorizerTrialAnswer answer = bed.gateway().test(trial(token("Authorization"), BEARER));

            // then
            assertThat(answer.clientStatus()).isEqualTo(status);
            assertThat(lines(answer)).endsWith(line, error);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "`` § Invalid JSON in response: it is not an object",
                "null § Invalid JSON in response: it is not an object",
                "[] § Invalid JSON in response: it is not an object",
                "'Unauthorized' § Invalid JSON in response: it is not an object",
                "{'principalId' § Invalid JSON in response: it cannot be read",
                "{'principalId':'a','principalId':'b','policyDocument':POLICY} § Invalid JSON in response: it cannot be read",
                "{'principalId':'a','policyDocument':POLICY} {} § Invalid JSON in response: something follows it",
                "{'principalId':'a','policyDocument':POLICY,'errorType':'x'} § Invalid JSON in response: Unrecognized field \"errorType\" , not marked as ignorable",
                "{'policyDocument':POLICY} § Invalid JSON in response: there is no principalId",
                "{'principalId':null,'policyDocument':POLICY} § Invalid JSON in response: there is no principalId",
                "{'principalId':1,'policyDocument':POLICY} § Invalid JSON in response: principalId is not a string",
                "{'principalId':'a'} § Invalid JSON in response: there is no policyDocument",
                "{'principalId':'a','policyDocument':null} § Invalid JSON in response: there is no policyDocument",
                "{'principalId':'a','policyDocument':'{}'} § Invalid JSON in response: policyDocument is not an object",
                "{'principalId':'a','policyDocument':{}} § Invalid policy document: Syntax errors in policy: there is no Statement.",
                "{'principalId':'a','policyDocument':{'Statement':[]}} § Invalid policy document: Syntax errors in policy: there is no Statement.",
                "{'principalId':'a','policyDocument':{'Statement':{'Effect':'Maybe','Action':'*','Resource':'*'}}} § Invalid policy document: Syntax errors in policy: Effect is neither Allow nor Deny.",
                "{'principalId':'a','policyDocument':{'Statement':{'Effect':'Allow','Action':'*'}}} § Invalid policy document: Policy statement must contain resources.",
                "{'principalId':'a','policyDocument':{'Statement':{'Effect':'Allow','Effect':'Deny','Action':'*','Resource':'*'}}} § Invalid JSON in response: it cannot be read",
                "{'principalId':'a','policyDocument':POLICY,'context':[]} § Invalid JSON in response: context is not an object",
                "{'principalId':'a','policyDocument':POLICY,'context':{'k':{}}} § Invalid JSON in response: the value of k in the context is an object or a list",
                "{'principalId':'a','policyDocument':POLICY,'context':{'k':[1]}} § Invalid JSON in response: the value of k in the context is an object or a list",
                "{'principalId':'a','policyDocument':POLICY,'usageIdentifierKey':{}} § Invalid JSON in response: usageIdentifierKey is not a string",
            })
    void refusesAResultThatIsNoDecision(String result, String reason) throws IOException {
        try (var bed = AwsBed.saying(result.replace('\'', '"').replace("POLICY", ALLOW))) {
            // when
            AuthorizerTrialAnswer answer = bed.gateway().test(trial(token("Authorization"), BEARER));

            // then
            assertThat(answer.clientStatus()).isEqualTo(500);
            assertThat(answer.policy()).isNull();
            assertThat(lines(answer)).endsWith(CONFIGURATION + reason, "AuthorizerConfigurationException");
        }
    }

    @Test
    void refusesAResultThatIsTooLarge() throws IOException {
        String resource = "arn:aws:execute-api:*:*:" + "x".repeat(500);
        String large = "{\"principalId\":\"a\",\"policyDocument\":" + ALLOW + ",\"context\":{\"k\":\""
                + "x".repeat(65_536) + "\"}}";
        try (var longArn = AwsBed.saying(DECISION.replace("arn:aws:execute-api:*:*:*", resource));
                var tooLarge = AwsBed.saying(large)) {
            // when
            AuthorizerTrialAnswer first = longArn.gateway().test(trial(token("Authorization"), BEARER));
            AuthorizerTrialAnswer second = tooLarge.gateway().test(trial(token("Authorization"), BEARER));

            // then
            assertThat(lines(first))
                    .endsWith(
                            CONFIGURATION
                                    + "Invalid JSON in response: a resource of the policy has more than 512 characters",
                            "AuthorizerConfigurationException");
            assertThat(lines(second))
                    .endsWith(
                            CONFIGURATION + "Invalid JSON in response: it passes the limit of 65536 bytes",
                            "AuthorizerConfigurationException");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403,Execution failed due to configuration error: Authorizer error,AuthorizerConfigurationException",
        "404,Execution failed due to an authorizer failure: Lambda invocation failed with status: 404,AuthorizerFailureException",
        "429,Execution failed due to an authorizer failure: Lambda invocation failed with status: 429,AuthorizerFailureException",
        "500,Execution failed due to an authorizer failure: Lambda invocation failed with status: 500,AuthorizerFailureException"
    })
    void deniesWhenTheFunctionIsNotInvoked(int status, String line, String error) throws IOException {
        try (var bed = AwsBed.answering("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n")) {
            // when
            AuthorizerTrialAnswer answer = bed.gateway().test(trial(token("Authorization"), BEARER));

            // then
            assertThat(answer.clientStatus()).isEqualTo(500);
            assertThat(lines(answer)).endsWith(line, error);
            if (status == 403) {
                assertThat(lines(answer)).contains(CONFIGURATION + "Invalid permissions on Lambda function");
            }
        }
    }

    @Test
    void deniesWhenNobodyMayCallOrNobodyAnswers() throws IOException {
        try (var bed = AwsBed.cutting("HTTP/1.1 200 OK\r\nContent-Le")) {
            // given
            String role = "arn:aws:iam::123456789012:role/unknown";
            String elsewhere =
                    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/not a function/invocations";

            // when
            AuthorizerTrialAnswer unsigned =
                    bed.gateway().test(trial(token("Authorization").credentials(role), BEARER));
            AuthorizerTrialAnswer cut = bed.gateway().test(trial(token("Authorization"), BEARER));
            AuthorizerTrialAnswer malformed =
                    bed.gateway().test(trial(token("Authorization").uri(elsewhere), BEARER));

            // then
            assertThat(lines(unsigned))
                    .endsWith(
                            CONFIGURATION + "API Gateway does not have permission to assume the provided role " + role,
                            CONFIGURATION + "Authorizer error",
                            "AuthorizerConfigurationException");
            assertThat(cut.clientStatus()).isEqualTo(500);
            assertThat(lines(cut)).endsWith("AuthorizerFailureException");
            assertThat(lines(malformed))
                    .endsWith(
                            CONFIGURATION + "Invalid endpoint address",
                            CONFIGURATION + "Authorizer error",
                            "AuthorizerConfigurationException");
        }
    }

    @Test
    void failsForAKindThatThisNodeDoesNotKnow() throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // when
            AuthorizerTrialAnswer answer = bed.gateway().test(trial(ofType("JWT"), BEARER));

            // then
            assertThat(answer.clientStatus()).isEqualTo(500);
            assertThat(lines(answer))
                    .containsExactly(
                            CONFIGURATION + "authorizer type JWT is not supported yet",
                            "AuthorizerConfigurationException");
        }
    }

    @Test
    void tellsTheStatusThatTheOwnerHasChosen() throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // given
            var snapshot = unpublished(token("Authorization"))
                    .gatewayResponse("UNAUTHORIZED", 418, Map.of(), Map.of())
                    .snapshot();

            // when
            AuthorizerTrialAnswer answer = bed.gateway().test(new AuthorizerTrial(1, snapshot, "", Map.of(), Map.of()));

            // then
            assertThat(answer.clientStatus()).isEqualTo(418);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a#b", "/%zz", "/a\r\nX: y"})
    void refusesARequestThatNoClientCouldSend(String target) throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // given
            var snapshot = unpublished(token("Authorization")).snapshot();

            // when
            AuthorizerTrialAnswer answer =
                    bed.gateway().test(new AuthorizerTrial(1, snapshot, target, BEARER, Map.of()));

            // then
            assertThat(answer.clientStatus()).isEqualTo(400);
            assertThat(answer.log()).contains("Execution failed due to a request that is malformed");
            assertThat(bed.origin().requests()).isEmpty();
        }
    }

    @Test
    void refusesAPathWhoseArnIsTooLong() throws IOException {
        try (var bed = AwsBed.saying(DECISION)) {
            // given
            var snapshot = unpublished(token("Authorization")).snapshot();

            // when
            AuthorizerTrialAnswer answer =
                    bed.gateway().test(new AuthorizerTrial(1, snapshot, "/" + "a".repeat(1_600), BEARER, Map.of()));

            // then
            assertThat(answer.clientStatus()).isEqualTo(414);
            assertThat(bed.origin().requests()).isEmpty();
        }
    }

    @Test
    void endsTheCallWhenNobodyWaitsAnyMore() throws IOException {
        try (var origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.readRequest();
                });
                var gateway = new Gateway()) {
            // given
            gateway.targets().put(AwsBed.targets(origin.url("")));
            var answer = new CompletableFuture<AuthorizerTrialAnswer>();
            Runnable stop = gateway.begin(trial(token("Authorization"), BEARER), answer);
            Await.until("the function is called", () -> origin.requests().size() == 1);

            // when
            stop.run();

            // then
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
            assertThat(answer).isNotDone();
            assertThat(origin.lastRequest()).contains(FUNCTION);
        }
    }
}
