package dev.sluice.data.integration.lambda;

import static dev.sluice.data.fixtures.AwsBed.FUNCTION_URI;
import static dev.sluice.data.fixtures.AwsBed.INVOCATION;
import static dev.sluice.data.fixtures.AwsBed.ROLE;
import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.signature.Verdict;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.SessionDraft;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.pipeline.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 8.6: the event of a proxy integration")
class ProxyEventTest {
    private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    private static final String IDENTITY = "\"identity\":{\"cognitoIdentityPoolId\":null,\"accountId\":null,"
            + "\"cognitoIdentityId\":null,\"caller\":null,\"sourceIp\":\"192.0.2.7\",\"principalOrgId\":null,"
            + "\"accessKey\":null,\"cognitoAuthenticationType\":null,\"cognitoAuthenticationProvider\":null,"
            + "\"userArn\":null,\"userAgent\":%s,\"user\":null}";

    private final AwsBed bed = AwsBed.saying("{\"statusCode\":200}");

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    private Gateway.Call call(String verb, String path, String target) {
        var snapshot = stage("prod")
                .variable("colour", "blue")
                .method(verb, path, awsProxy(FUNCTION_URI))
                .snapshot();
        return bed.gateway().call(bed.gateway().compile(snapshot), verb, target);
    }

    @Test
    void holdsEverythingOfTheRequestToTheByte() {
        // when
        call("POST", "/pets/{name}/{rest+}", "/pets/a%20b/c//d/?q=1&q=%C3%A9&flag&n+m=x%2By")
                .header("authorization", "Bearer abc")
                .header("user-agent", "curl/8")
                .header("X-Many", "one")
                .header("x-many", "two")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Proto", "https")
                .header("X-Amzn-Trace-Id", TRACE)
                .body("{\"name\":\"Rex\"}")
                .send();

        // then
        assertThat(bed.sentBody())
                .isEqualTo(
                        "{\"resource\":\"/pets/{name}/{rest+}\",\"path\":\"/pets/a%20b/c//d/\",\"httpMethod\":\"POST\","
                                + "\"headers\":{\"Authorization\":\"Bearer abc\",\"User-Agent\":\"curl/8\",\"X-Many\":\"two\","
                                + "\"Host\":\"abc1234567.execute-api.localhost\",\"X-Forwarded-For\":\"203.0.113.9, 192.0.2.7\","
                                + "\"X-Forwarded-Port\":\"8000\",\"X-Forwarded-Proto\":\"http\",\"X-Amzn-Trace-Id\":\""
                                + TRACE + "\"},"
                                + "\"multiValueHeaders\":{\"Authorization\":[\"Bearer abc\"],\"User-Agent\":[\"curl/8\"],"
                                + "\"X-Many\":[\"one\",\"two\"],\"Host\":[\"abc1234567.execute-api.localhost\"],"
                                + "\"X-Forwarded-For\":[\"203.0.113.9, 192.0.2.7\"],\"X-Forwarded-Port\":[\"8000\"],"
                                + "\"X-Forwarded-Proto\":[\"http\"],\"X-Amzn-Trace-Id\":[\"" + TRACE + "\"]},"
                                + utf8(
                                        "\"queryStringParameters\":{\"q\":\"\u00e9\",\"flag\":\"\",\"n m\":\"x+y\"},"
                                                + "\"multiValueQueryStringParameters\":{\"q\":[\"1\",\"\u00e9\"],\"flag\":[\"\"],\"n m\":[\"x+y\"]},")
                                + "\"pathParameters\":{\"name\":\"a%20b\",\"rest\":\"c//d\"},\"stageVariables\":{\"colour\":\"blue\"},"
                                + "\"requestContext\":{\"resourceId\":\"r0\",\"resourcePath\":\"/pets/{name}/{rest+}\","
                                + "\"httpMethod\":\"POST\",\"extendedRequestId\":\"AAAAAAAAAAAAAAA=\","
                                + "\"requestTime\":\"15/Jan/2027:08:00:00 +0000\",\"path\":\"/prod/pets/a%20b/c//d/\","
                                + "\"accountId\":\"123456789012\",\"protocol\":\"HTTP/1.1\",\"stage\":\"prod\","
                                + "\"domainPrefix\":\"abc1234567\",\"requestTimeEpoch\":1800000000000,"
                                + "\"requestId\":\"7c5d5a0e-6c7f-4d5e-9a51-0123456789ab\","
                                + IDENTITY.formatted("\"curl/8\"")
                                + ",\"domainName\":\"abc1234567.execute-api.localhost\",\"deploymentId\":\"dep123\","
                                + "\"apiId\":\"abc1234567\"},\"body\":\"{\\\"name\\\":\\\"Rex\\\"}\",\"isBase64Encoded\":false}");
    }

    @Test
    void saysNullWhereThereIsNothing() {
        // given
        var snapshot = stage("prod").method("GET", "/", awsProxy(FUNCTION_URI)).snapshot();

        // when
        bed.gateway().call(bed.gateway().compile(snapshot), "GET", "/").send();

        // then
        assertThat(bed.sentBody())
                .contains("\"queryStringParameters\":null,\"multiValueQueryStringParameters\":null,"
                        + "\"pathParameters\":null,\"stageVariables\":null,")
                .contains(IDENTITY.formatted("null"))
                .endsWith("\"body\":null,\"isBase64Encoded\":false}");
    }

    @Test
    void leavesASignatureOutOfTheHeaders() {
        // when
        call("GET", "/", "/")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=a")
                .send();

        // then
        assertThat(bed.sentBody()).doesNotContain("uthorization");
    }

    @Test
    @DisplayName("identity-and-waf 7: a session is told whole, and its token not at all")
    void tellsOfTheSessionThatCalls() {
        // given
        var session = SessionDraft.session(AwsBed.TENANT);
        String token = session.token(bed.gateway().sessions());
        bed.gateway().keys().put(SessionDraft.role(AwsBed.TENANT, 1, Policies.of(Policies.identity("Allow", "*"))));
        var snapshot = stage("prod")
                .method("GET", "/", awsProxy(FUNCTION_URI).authorization("AWS_IAM"))
                .snapshot();
        var call = bed.gateway().call(bed.gateway().compile(snapshot), "GET", "/");
        Signing.of("abc1234567.execute-api.localhost")
                .session(session, token)
                .signed("GET", "/prod/", new byte[0])
                .headers()
                .forEach(header -> call.header(header.name(), header.value()));

        // when
        call.send();

        // then
        assertThat(bed.sentBody())
                .contains(
                        "\"caller\":\"AROAOFTHETESTS0000001:session-1\"",
                        "\"user\":\"AROAOFTHETESTS0000001:session-1\"",
                        "\"accessKey\":\"ASIAOFTHETESTS234567\"",
                        "\"userArn\":\"arn:aws:sts::123456789012:assumed-role/Reader/session-1\"")
                .doesNotContain(token)
                .doesNotContainIgnoringCase("X-Amz-Security-Token");
    }

    @Test
    void writesABinaryBodyInBase64() {
        // given
        var snapshot = stage("prod")
                .binaryTypes("image/*")
                .method("PUT", "/", awsProxy(FUNCTION_URI))
                .snapshot();
        byte[] image = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};

        // when
        bed.gateway()
                .call(bed.gateway().compile(snapshot), "PUT", "/")
                .header("Content-Type", "image/png; q=1")
                .body(image)
                .send();

        // then
        assertThat(bed.sentBody()).endsWith("\"body\":\"iVBORwD/\",\"isBase64Encoded\":true}");
    }

    @Test
    void replacesBytesThatAreNoText() {
        // when
        call("POST", "/", "/").body(new byte[] {'a', (byte) 0xff, '"', 1}).send();

        // then
        assertThat(bed.sentBody())
                .endsWith("\"body\":\"" + utf8("a\ufffd") + "\\\"\\u0001\",\"isBase64Encoded\":false}");
    }

    @Test
    void invokesWithACallOfItsOwn() {
        // when
        call("DELETE", "/", "/?a=b").header("X-Amzn-Trace-Id", TRACE).send();

        // then
        String request = bed.origin().lastRequest();
        assertThat(bed.sentLine()).isEqualTo("POST " + INVOCATION + " HTTP/1.1");
        assertThat(Gateway.field(request, "Content-Type")).isEqualTo("application/json");
        assertThat(Gateway.field(request, "X-Amzn-Trace-Id")).isEqualTo(TRACE);
        assertThat(Gateway.field(request, "Host"))
                .isEqualTo("127.0.0.1:" + bed.origin().port());
        assertThat(Gateway.field(request, "Authorization")).isNull();
    }

    @Test
    void signsForTheRole() {
        // given
        var method = awsProxy(FUNCTION_URI).credentials(ROLE);

        // when
        bed.gateway().call(method, "POST", "/").body("hello").send();

        // then
        assertThat(bed.verdict("lambda")).isInstanceOf(Verdict.Verified.class);
        assertThat(Gateway.field(bed.origin().lastRequest(), "X-Amz-Security-Token"))
                .isEqualTo("a-token-of-the-test");
    }

    @Test
    void findsFunctionAndRoleByStageVariables() {
        // given
        var snapshot = stage("prod")
                .variable("function", "cats:live")
                .variable("role", "gateway")
                .method(
                        "GET",
                        "/",
                        awsProxy(FUNCTION_URI.replace(":pets", ":${stageVariables.function}"))
                                .credentials("arn:aws:iam::123456789012:role/${stageVariables.role}"))
                .snapshot();

        // when
        bed.gateway().call(bed.gateway().compile(snapshot), "GET", "/").send();

        // then
        assertThat(bed.sentLine()).contains("function:cats:live/invocations");
        assertThat(bed.verdict("lambda")).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void failsWhenNothingIsStoredForTheRole() {
        // when
        var answer = bed.gateway()
                .call(awsProxy(FUNCTION_URI).credentials(ROLE + "2"), "GET", "/")
                .send();

        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.failure())
                .isEqualTo(new Failure.Configuration(
                        "API Gateway does not have permission to assume the provided role " + ROLE + "2"));
        assertThat(bed.origin().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "te", "Connection", "Expect", "Proxy-Authenticate", "Content-Length"})
    @DisplayName("rest-api-runtime 7.2, trap 23: a mapping is ignored, unless its header is illegal")
    void failsForAnIllegalMapping(String name) {
        // when
        var answer = bed.gateway()
                .call(awsProxy(FUNCTION_URI).map("header." + name, "'x'"), "GET", "/")
                .send();
        bed.gateway()
                .call(awsProxy(FUNCTION_URI).map("header.X-Fine", "'mapped-value'"), "GET", "/")
                .send();

        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(bed.origin().requests()).hasSize(1);
        assertThat(bed.sentBody()).doesNotContain("mapped-value");
    }

    @ParameterizedTest
    @CsvSource({"GET", "ANY", "PUT"})
    @DisplayName("rest-api-runtime 8.6: an integration method other than POST fails at run time")
    void failsForAnotherMethod(String method) {
        // when
        var answer = bed.gateway()
                .call(awsProxy(FUNCTION_URI).verb(method), "GET", "/")
                .send();

        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(bed.origin().requests()).isEmpty();
    }

    @Test
    void refusesAnEventPastThePayloadLimit() {
        // when
        var answer = call("POST", "/", "/").body("x".repeat(6_291_556)).send();

        // then
        assertThat(answer.status()).isEqualTo(502);
        assertThat(bed.origin().requests()).isEmpty();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
