package dev.sluice.data.edge;

import static dev.sluice.data.edge.SignedBed.signing;
import static dev.sluice.data.edge.SignedBed.whoami;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.signature.Verdict;
import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.fixtures.KeyDraft;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.Signing;
import dev.sluice.data.pipeline.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 3.2: calls that have to be signed, behind the real edge")
class SignedCallsTest {
    private static final byte[] NOTHING = {};
    private static final String WHO = "123456789012 AKIAOFTHETESTS000001 AKIAOFTHETESTS000001 AKIAOFTHETESTS000001"
            + " arn:aws:iam::123456789012:user/ann";
    private static final String MISMATCH = "The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.";
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";

    private SignedBed bed;

    @BeforeEach
    void start() throws IOException {
        bed = new SignedBed()
                .deployed(stage("prod")
                        .method("GET", "/pets/{id}", whoami())
                        .method("POST", "/pets", whoami())
                        .method("DELETE", "/pets", whoami()));
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    private RawReply call(String request) throws IOException {
        return bed.edge().call(request);
    }

    private static void assertRefused(RawReply reply, String errorType, String message) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
        assertThat(reply.fields("x-amzn-ErrorType")).containsExactly(errorType);
        assertThat(reply.field("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void knowsWhoHasSignedTheHeaders() throws IOException {
        assertThat(call(signing().get("/prod/pets/7")).body()).isEqualTo(WHO);
    }

    @Test
    void knowsWhoHasSignedTheQuery() throws IOException {
        // when
        var reply = call(
                Signing.head(signing().presigned("GET", "/prod/pets/7?b=2&a=%201", Duration.ofMinutes(10))) + "\r\n");

        // then
        assertThat(reply.body()).isEqualTo(WHO);
    }

    @ParameterizedTest
    @DisplayName("3.2, 1: the path as it was sent, with what names the API, doubled slashes and escapes")
    @ValueSource(
            strings = {"/prod/pets/a%20b", "//prod//pets/7", "/prod/pets/7/", "/prod/%70ets/7?q=a%2Fb&q=%C3%A9&&x"})
    void takesThePathAsItWasSent(String target) throws IOException {
        assertThat(call(signing().get(target)).body()).isEqualTo(WHO);
    }

    @Test
    @DisplayName("rest-api-runtime 2.1: the path form is signed with its prefix")
    void takesThePathForm() throws IOException {
        // given
        String target = "/_aws/execute-api/" + EdgeFixture.API + "/prod/pets/7";

        // when
        var whole = call(Signing.of("localhost:8000").get(target));
        var rest = call(Signing.head(Signing.of("localhost:8000").signed("GET", "/prod/pets/7", NOTHING))
                        .replace("GET /prod", "GET /_aws/execute-api/" + EdgeFixture.API + "/prod")
                + "\r\n");

        // then
        assertThat(whole.body()).isEqualTo(WHO);
        assertRefused(rest, "InvalidSignatureException", MISMATCH);
    }

    @Test
    @DisplayName("decisions 20: the verb that was sent is signed, the one that overrides it is routed")
    void takesTheVerbAsItWasSent() throws IOException {
        // given
        String signed = Signing.head(
                signing().header("X-HTTP-Method-Override", "DELETE").signed("POST", "/prod/pets", NOTHING));

        // then
        assertThat(call(signed + "Content-Length: 0\r\n\r\n").body()).isEqualTo(WHO);
    }

    @Test
    @DisplayName("fields that end at the gateway count in a signature too")
    void takesFieldsThatItDropsItself() throws IOException {
        // given: names that our own signer would leave out are signed under the same rules by some clients
        var signing = signing()
                .header("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")
                .header("Max-Forwards", "3")
                .header("X-Forwarded-Port", "1")
                .header("X-Named", "y");
        String signed = signing.get("/prod/pets/7");

        // then
        assertThat(call(signed).body()).isEqualTo(WHO);
        assertThat(call(signed.replace("\r\n\r\n", "\r\nConnection: X-Named\r\n\r\n"))
                        .body())
                .isEqualTo(WHO);
        assertRefused(
                call(signed.replace("X-Forwarded-Port: 1", "X-Forwarded-Port: 2")),
                "InvalidSignatureException",
                MISMATCH);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(unsigned(), strangers(), otherScopes()).flatMap(each -> each);
    }

    private static Stream<Arguments> unsigned() {
        String head = EdgeFixture.head("GET", "/pets/7");
        return Stream.of(
                Arguments.of(
                        "no credentials",
                        head + "\r\n",
                        "MissingAuthenticationTokenException",
                        "Missing Authentication Token"),
                Arguments.of(
                        "a foreign scheme",
                        head + "Authorization: Bearer abc\r\n\r\n",
                        "IncompleteSignatureException",
                        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and"
                                + " encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='."),
                Arguments.of(
                        "parts absent",
                        head + "Authorization: AWS4-HMAC-SHA256 SignedHeaders=host\r\n\r\n",
                        "IncompleteSignatureException",
                        "Authorization header requires 'Credential' parameter. Authorization header requires"
                                + " 'Signature' parameter. Authorization header requires existence of either a"
                                + " 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64)"
                                + " Authorization=T6TlTF0tP7OEirEb+CC+gAdhBAW19reUS2EXKW3XV6M="),
                Arguments.of(
                        "parts of the query absent",
                        EdgeFixture.get("/pets/7?X-Amz-Signature=a"),
                        "IncompleteSignatureException",
                        "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must"
                                + " include 'X-Amz-Credential'. AWS query-string parameters must include"
                                + " 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. AWS"
                                + " query-string parameters must include 'X-Amz-Expires'. Re-examine the query-string"
                                + " parameters."));
    }

    private static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(
                        "an unknown key",
                        signing().key("AKIAOFNOBODY").get("/prod/pets/7"),
                        "UnrecognizedClientException",
                        INVALID_TOKEN),
                Arguments.of(
                        "a session token that no key has",
                        signing().header("X-Amz-Security-Token", "t").get("/prod/pets/7"),
                        "UnrecognizedClientException",
                        INVALID_TOKEN),
                Arguments.of(
                        "another secret",
                        signing().secret("another").get("/prod/pets/7"),
                        "InvalidSignatureException",
                        MISMATCH),
                Arguments.of(
                        "another path",
                        signing().get("/prod/pets/7").replace("/pets/7", "/pets/8"),
                        "InvalidSignatureException",
                        MISMATCH),
                Arguments.of(
                        "another query",
                        signing().get("/prod/pets/7?a=1").replace("a=1", "a=2"),
                        "InvalidSignatureException",
                        MISMATCH));
    }

    private static Stream<Arguments> otherScopes() {
        return Stream.of(
                Arguments.of(
                        "another region",
                        signing().region("eu-west-1").get("/prod/pets/7"),
                        "InvalidSignatureException",
                        "Credential should be scoped to a valid region, not 'eu-west-1'. "),
                Arguments.of(
                        "another service",
                        signing().service("apigateway").get("/prod/pets/7"),
                        "InvalidSignatureException",
                        "Credential should be scoped to correct service: 'execute-api'. "),
                Arguments.of(
                        "an algorithm of another kind",
                        signing().get("/prod/pets/7").replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
                        "IncompleteSignatureException",
                        "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 for now). "),
                Arguments.of(
                        "security-requirements 41: header and query",
                        signing().get("/prod/pets/7?X-Amz-Algorithm=AWS4-HMAC-SHA256"),
                        "IncompleteSignatureException",
                        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."),
                Arguments.of(
                        "an amz header that is not signed",
                        signing().get("/prod/pets/7").replace("\r\n\r\n", "\r\nX-Amz-Extra: 1\r\n\r\n"),
                        "InvalidSignatureException",
                        "'X-Amz-Extra' must be a 'SignedHeader' in the AWS Authorization."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    @DisplayName("3.2: every cause has its error type and text")
    void tellsTheCause(String cause, String request, String errorType, String message) throws IOException {
        assertRefused(call(request), errorType, message);
    }

    @ParameterizedTest
    @ValueSource(longs = {-310, 310})
    @DisplayName("3.2, 6: a clock may be off by five minutes")
    void refusesAnotherTime(long seconds) throws IOException {
        // when
        var reply = calledAt(seconds, 403);
        var inTime = calledAt(seconds / 310 * 290, 200);

        // then
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.field("x-amzn-ErrorType")).isEqualTo("InvalidSignatureException");
        assertThat(reply.body())
                .matches(
                        seconds < 0
                                ? "\\{\"message\":\"Signature expired: \\d{8}T\\d{6}Z is now earlier than"
                                        + " \\d{8}T\\d{6}Z \\(\\d{8}T\\d{6}Z - 5 min\\.\\)\"}"
                                : "\\{\"message\":\"Signature not yet current: \\d{8}T\\d{6}Z is still later than"
                                        + " \\d{8}T\\d{6}Z \\(\\d{8}T\\d{6}Z \\+ 5 min\\.\\)\"}");
        assertThat(inTime.body()).isEqualTo(WHO);
    }

    /** Signs again where the machine stood still for ten seconds between signing and checking. */
    private RawReply calledAt(long seconds, int status) throws IOException {
        RawReply reply;
        int tries = 0;
        do {
            reply = call(signing().at(Duration.ofSeconds(seconds)).get("/prod/pets/7"));
        } while (reply.status() != status && ++tries < 3);
        return reply;
    }

    @Test
    @DisplayName("3.2, 6: a presigned call holds as long as it says")
    void refusesAPresignedCallThatIsOver() throws IOException {
        // given
        var old = signing().at(Duration.ofHours(-2));

        // when
        var over = call(Signing.head(old.presigned("GET", "/prod/pets/7", Duration.ofHours(1))) + "\r\n");
        var good = call(Signing.head(old.presigned("GET", "/prod/pets/7", Duration.ofHours(3))) + "\r\n");
        var long8 = call(Signing.head(old.presigned("GET", "/prod/pets/7", Duration.ofDays(8))) + "\r\n");

        // then
        assertThat(over.body()).contains("Signature expired: ").contains(" - 60 min.)");
        assertThat(good.body()).isEqualTo(WHO);
        assertRefused(
                long8,
                "IncompleteSignatureException",
                "X-Amz-Expires must be a number of seconds from 1 to 604800. Got '691200'.");
    }

    @Test
    void refusesAKeyThatWasTakenBack() throws IOException {
        // given
        String request = signing().get("/prod/pets/7");
        var before = call(request);

        // when
        bed.gateway().keys().put(CredentialRecord.ended(SignedBed.TENANT, 2, Signing.KEY));

        // then
        assertThat(before.status()).isEqualTo(200);
        assertRefused(call(request), "UnrecognizedClientException", INVALID_TOKEN);
    }

    @Test
    void refusesTheKeyOfASuspendedTenant() throws IOException {
        // when
        bed.gateway().keys().suspend(SignedBed.TENANT, true);

        // then
        assertRefused(call(signing().get("/prod/pets/7")), "UnrecognizedClientException", INVALID_TOKEN);
    }

    @Test
    @DisplayName("1.2, 2: an unknown route comes before the signature")
    void looksForTheRouteFirst() throws IOException {
        assertRefused(
                call(signing().key("AKIAOFNOBODY").get("/prod/unknown")),
                "MissingAuthenticationTokenException",
                "Missing Authentication Token");
    }

    @Test
    @DisplayName("1.2, 3: an explicit Deny of the resource policy comes before the signature")
    void looksForADenyFirst() throws IOException {
        // given
        bed.deployed(stage("prod")
                .method("GET", "/pets/{id}", whoami())
                .policy(Policies.of(Policies.deny("execute-api:/*"))));

        // when
        var reply = call(EdgeFixture.get("/pets/7"));

        // then
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).startsWith("{\"Message\":\"User: anonymous is not authorized");
    }

    @Test
    @DisplayName("1.1: the signature comes before the throttle, which a stranger does not use up")
    void refusesStrangersAheadOfTheThrottle() throws IOException {
        // given
        bed.deployed(stage("prod").method("GET", "/pets/{id}", whoami()).throttle("/pets/{id}", "GET", 0.001, 1));

        // when
        call(EdgeFixture.get("/pets/7"));
        var first = call(signing().get("/prod/pets/7"));
        var second = call(signing().get("/prod/pets/7"));

        // then
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(429);
    }

    @Test
    @DisplayName("3.6: what is called has to fit into an ARN of 1,600 bytes")
    void refusesWhatIsTooLongToAskAbout() throws IOException {
        assertThat(call(EdgeFixture.get("/pets/" + "x".repeat(1_600))).status()).isEqualTo(414);
    }

    @Test
    @DisplayName("10.2: an owner may restyle every refusal")
    void answersAsTheOwnerCustomised() throws IOException {
        // given
        Map<String, String> says = Map.of("application/json", "$context.error.responseType $context.error.message");
        bed.deployed(stage("prod")
                .method("GET", "/pets/{id}", whoami())
                .gatewayResponse("MISSING_AUTHENTICATION_TOKEN", 401, Map.of(), says)
                .gatewayResponse("INVALID_SIGNATURE", 402, Map.of(), says)
                .gatewayResponse("ACCESS_DENIED", 404, Map.of(), says));

        // when
        List<RawReply> replies = List.of(
                call(EdgeFixture.get("/pets/7")),
                call(signing().secret("another").get("/prod/pets/7")),
                call(signing().key("AKIAOFNOBODY").get("/prod/pets/7")));

        // then
        assertThat(replies).extracting(RawReply::status).containsExactly(401, 402, 404);
        assertThat(replies)
                .extracting(RawReply::body)
                .containsExactly(
                        "MISSING_AUTHENTICATION_TOKEN Missing Authentication Token",
                        "INVALID_SIGNATURE " + MISMATCH,
                        "ACCESS_DENIED " + INVALID_TOKEN);
    }

    @Test
    @DisplayName("a method that wants no signature looks at none")
    void leavesOpenMethodsOpen() throws IOException {
        // given
        MethodDraft open = whoami().authorization("NONE");
        bed.deployed(stage("prod").method("GET", "/pets/{id}", open));

        // when
        var reply = call(signing().key("AKIAOFNOBODY").get("/prod/pets/7"));

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).doesNotContain("AKIA");
    }

    @Test
    @DisplayName("rest-api-runtime 1.1: the API key is looked for behind the signature")
    void asksKnownCallersForTheirApiKey() throws IOException {
        // given
        bed.deployed(stage("prod").method("GET", "/keyed", whoami().apiKeyRequired()));
        bed.gateway().apiKeys().put(KeyDraft.key("k1", KeyDraft.VALUE, "p1"));
        bed.gateway().apiKeys().put(KeyDraft.planOf("p1", EdgeFixture.API, "prod"));
        String keyed = "x-api-key: " + KeyDraft.VALUE + "\r\n\r\n";

        // when
        var known = call(signing().header("x-api-key", KeyDraft.VALUE).get("/prod/keyed"));
        var withoutKey = call(signing().get("/prod/keyed"));
        var withoutSignature = call(EdgeFixture.head("GET", "/keyed") + keyed);

        // then
        assertThat(known.body()).isEqualTo(WHO);
        assertRefused(withoutKey, "ForbiddenException", "Forbidden");
        assertRefused(withoutSignature, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    @Test
    @DisplayName("3.2, 10.1: a token that has expired has a type of its own")
    void tellsThatATokenHasExpired() throws IOException {
        // given
        String message = "The security token included in the request is expired";
        var expired = new Failure.NotAuthenticated(Verdict.Reason.EXPIRED_TOKEN, message);

        try (var edge = new EdgeFixture()
                .route("GET", "/pets", TestSteps.failing(expired))
                .deployed()) {
            // then
            assertRefused(edge.call(EdgeFixture.get("/pets")), "ExpiredTokenException", message);
        }
    }

    @Test
    @DisplayName("observability 3: a refused signature tells its reason, and no secret")
    void writesTheRefusalDown(@TempDir Path folder) throws IOException {
        // given
        var log = new LoggedStage(folder);
        String request = signing().key("AKIAOFNOBODY").get("/prod/pets/7");

        // when
        log.call(stage("prod").method("GET", "/pets/{id}", whoami()).logging("*", "*", "ERROR", true), request);

        // then
        assertThat(log.lines())
                .containsExactly(
                        "Extended Request Id: XID",
                        "Unauthorized request: ID",
                        "Gateway response type: ACCESS_DENIED with status code: 403",
                        "Gateway response body: {\"message\":\"" + INVALID_TOKEN + "\"}",
                        "Gateway response headers: {Content-Type=application/json,"
                                + " x-amzn-ErrorType=UnrecognizedClientException}",
                        "Method completed with status: 403");
    }
}
