package dev.sluice.aws.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.signature.Verdict.Reason;
import dev.sluice.aws.signature.Verdict.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
    private static final String MISMATCH = "The request signature we calculated does not match the signature you"
            + " provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.";
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";

    private final SignatureVerifier verifier = Requests.verifier("apigateway");
    private final SignedRequest signed = Requests.signer().sign(Requests.get("/restapis?limit=5"));

    @Test
    void anUnsignedRequestHasNoToken() {
        assertRejected(Requests.get("/restapis"), Reason.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
    }

    @Test
    void aForeignSchemeIsNotParsable() {
        assertRejected(
                Requests.with(Requests.get("/"), "Authorization", "Bearer abc"),
                Reason.INCOMPLETE_SIGNATURE,
                "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded"
                        + " with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256 Credential=a, Signature=b | 'SignedHeaders'",
                "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature= | 'Signature'",
                "AWS4-HMAC-SHA256 SignedHeaders=b,Signature=c | 'Credential'"
            })
    void missingPartsAreNamed(String authorization, String named) {
        var request = Requests.with(
                Requests.with(Requests.get("/"), "X-Amz-Date", "20150830T123600Z"), "Authorization", authorization);

        assertThat(rejected(request).message())
                .startsWith("Authorization header requires " + named + " parameter. (Hashed")
                .doesNotContain("Credential=a");
    }

    @Test
    void everythingMissingIsNamedInOrder() {
        assertThat(rejected(Requests.with(Requests.get("/"), "Authorization", "allow"))
                        .message())
                .startsWith("Authorization header requires 'Credential' parameter. Authorization header requires"
                        + " 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter."
                        + " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS4-HMAC-SHA256 Credential=a,,Signature=b,SignedHeaders=c",
                "AWS4-HMAC-SHA256 Credential=a,Credential=b,Signature=b,SignedHeaders=c",
                "AWS4-HMAC-SHA256 Credential=a,=b",
                "Basic dXNlcg"
            })
    void brokenPairsAreNotParsable(String authorization) {
        assertThat(rejected(Requests.with(Requests.get("/"), "Authorization", authorization))
                        .message())
                .startsWith("Invalid key=value pair (missing equal-sign) in Authorization header (hashed with");
    }

    @Test
    void aSignatureInBothPlacesOrTwiceIsRefused() {
        SignedRequest presigned = Requests.signer().presign(Requests.get("/"), Duration.ofMinutes(1));

        assertRejected(
                Requests.with(presigned, "Authorization", Requests.authorization(signed)),
                Reason.INCOMPLETE_SIGNATURE,
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        assertRejected(
                Requests.with(signed, "authorization", "x"),
                Reason.INCOMPLETE_SIGNATURE,
                "Found more than one 'Authorization'.");
        assertRejected(
                Requests.with(Requests.with(presigned, "X-Amz-Security-Token", "a"), "X-Amz-Security-Token", "b"),
                Reason.INCOMPLETE_SIGNATURE,
                "Found more than one 'X-Amz-Security-Token'.");
    }

    @Test
    void partsOfAPresignedRequestThatAreMissingAreNamed() {
        assertRejected(
                Requests.get("/?X-Amz-Signature=a&X-Amz-Credential=b&X-Amz-Credential=c"),
                Reason.INCOMPLETE_SIGNATURE,
                "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must include"
                        + " 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS"
                        + " query-string parameters must include 'X-Amz-Date'. AWS query-string parameters must include"
                        + " 'X-Amz-Expires'. Re-examine the query-string parameters.");
    }

    @Test
    void theClockMayDifferByFiveMinutes() {
        assertThat(at("2015-08-30T12:41:00Z", signed)).isInstanceOf(Verdict.Verified.class);
        assertThat(at("2015-08-30T12:31:00Z", signed)).isInstanceOf(Verdict.Verified.class);
        assertThat(at("2015-08-30T12:41:01Z", signed))
                .isEqualTo(new Rejected(
                        Reason.INVALID_SIGNATURE,
                        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z -"
                                + " 5 min.)",
                        null));
        assertThat(at("2015-08-30T12:30:59Z", signed))
                .isEqualTo(new Rejected(
                        Reason.INVALID_SIGNATURE,
                        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z"
                                + " (20150830T123059Z + 5 min.)",
                        null));
    }

    @Test
    void aPresignedRequestHoldsAsLongAsItSays() {
        SignedRequest request = Requests.signer().presign(Requests.get("/restapis"), Duration.ofHours(1));

        assertThat(at("2015-08-30T13:35:59Z", request)).isInstanceOf(Verdict.Verified.class);
        assertThat(at("2015-08-30T13:36:00Z", request))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .isEqualTo("Signature expired: 20150830T123600Z is now earlier than 20150830T123600Z"
                                        + " (20150830T133600Z - 60 min.)"));
        assertThat(at("2015-08-30T12:30:59Z", request)).isInstanceOf(Rejected.class);
    }

    @Test
    void aPresignedRequestMayBeHeldToAShorterTime() {
        SignatureVerifier verifier = Requests.verifier("apigateway").presignedAtMost(Duration.ofMinutes(5));

        assertThat(verifier.verify(
                        Requests.signer().presign(Requests.get("/restapis"), Duration.ofMinutes(5)), Requests.known()))
                .isInstanceOf(Verdict.Verified.class);
        assertThat(verifier.verify(
                        Requests.signer().presign(Requests.get("/restapis"), Duration.ofSeconds(301)),
                        Requests.known()))
                .isEqualTo(new Rejected(
                        Reason.INVALID_SIGNATURE, "X-Amz-Expires must be at most 300 seconds. Got '301'.", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "604801", "-1", "1e3", "99999999999999", "+5"})
    void aPresignedRequestHoldsSevenDaysAtMost(String expires) {
        SignedRequest request = Requests.signer().presign(Requests.get("/restapis"), Duration.ofHours(1));
        String target = request.target().replace("X-Amz-Expires=3600", "X-Amz-Expires=" + expires);

        assertThat(rejected(request.with(target, List.of())).message()).startsWith("X-Amz-Expires must be a number");
    }

    @Test
    void theDateMustBeInBasicFormat() {
        assertRejected(
                Requests.replacing(signed, "X-Amz-Date", "2015-08-30"),
                Reason.INCOMPLETE_SIGNATURE,
                "Date must be in ISO-8601 'basic format'. Got '2015-08-30'. See http://en.wikipedia.org/wiki/ISO_8601");
        assertThat(rejected(Requests.replacing(signed, "X-Amz-Date", "20150230T123600Z"))
                        .reason())
                .isEqualTo(Reason.INCOMPLETE_SIGNATURE);
    }

    @Test
    void theScopeMustBeOurs() {
        String authorization = Requests.authorization(signed);

        assertRejected(
                Requests.replacing(
                        signed,
                        "Authorization",
                        authorization.replace("20150830/us-east-1/apigateway/aws4_request", "20150829/eu/s3/aws5")),
                Reason.INVALID_SIGNATURE,
                "Credential should be scoped to a valid region, not 'eu'. Credential should be scoped to correct"
                        + " service: 'apigateway'. Credential should be scoped with a valid terminator: 'aws4_request',"
                        + " not 'aws5'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                        + " from HTTP: '20150829' != '20150830', from '20150830T123600Z'. ");
        assertRejected(
                Requests.replacing(signed, "Authorization", authorization.replace("AKIDEXAMPLE/", "AKIDEXAMPLE/x/")),
                Reason.INCOMPLETE_SIGNATURE,
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got"
                        + " 'AKIDEXAMPLE/x/20150830/us-east-1/apigateway/aws4_request'");
        assertRejected(
                Requests.replacing(signed, "Authorization", authorization.replace("AWS4-HMAC", "AWS4-ECDSA-P256")),
                Reason.INCOMPLETE_SIGNATURE,
                "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 for now). ");
    }

    @Test
    void hostDateAndAmzHeadersMustBeSigned() {
        String authorization = Requests.authorization(signed);

        assertThat(rejected(Requests.replacing(signed, "Authorization", authorization.replace("host;", "")))
                        .message())
                .isEqualTo("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        assertThat(rejected(Requests.with(signed, "X-Amz-Target", "DynamoDB.Delete"))
                        .message())
                .isEqualTo("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");
        assertThat(verify(Requests.with(signed, "X-Amz-Cf-Id", "added by a network on the way")))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void theDateHeaderOfHttpServesInPlaceOfOurs() {
        // given
        SignedRequest dated = Requests.request("GET", "/", "", new Header("Date", "Sun, 30 Aug 2015 12:36:00 GMT"));
        var scope = new CredentialScope("20150830", "us-east-1", "apigateway");
        String canonical = CanonicalRequest.of(dated, List.of(), List.of("date", "host"), dated.payloadHash());
        String toSign = CanonicalRequest.stringToSign("20150830T123600Z", scope, String.valueOf(canonical));
        String signature = new SigningKeys().sign(Requests.SECRET.secret(), scope, toSign);

        // when
        Verdict verdict = verify(Requests.with(
                dated,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + scope.text() + ",SignedHeaders=date;host,Signature="
                        + signature));

        // then
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void anUnknownKeyIsLookedUpOnceAndNamedForLimits() {
        // given
        var lookups = new AtomicInteger();

        // when
        Verdict verdict = verifier.verify(signed, (_, _) -> {
            lookups.incrementAndGet();
            return null;
        });

        // then
        assertThat(verdict).isEqualTo(new Rejected(Reason.UNRECOGNIZED_CLIENT, INVALID_TOKEN, Requests.KEY_ID));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void anotherSecretIsAMismatch() {
        assertThat(verifier.verify(signed, (_, _) -> AccessSecret.permanent("another")))
                .isEqualTo(new Rejected(Reason.INVALID_SIGNATURE, MISMATCH, Requests.KEY_ID));
    }

    @Test
    void aSessionTokenBelongsToItsKey() {
        // given
        var temporary = new AccessSecret(Requests.SECRET.secret(), "token", Requests.NOW.plusSeconds(1));
        var expired = new AccessSecret(Requests.SECRET.secret(), "token", Requests.NOW);
        SignedRequest withToken = new SignatureSigner(
                        Requests.KEY_ID, temporary, "us-east-1", "apigateway", Requests.CLOCK)
                .sign(Requests.get("/"));

        // then
        assertThat(verifier.verify(withToken, (_, _) -> temporary)).isInstanceOf(Verdict.Verified.class);
        assertThat(verifier.verify(withToken, (_, _) -> expired))
                .isEqualTo(new Rejected(
                        Reason.EXPIRED_TOKEN,
                        "The security token included in the request is expired",
                        Requests.KEY_ID));
        assertThat(verifier.verify(signed, (_, _) -> temporary))
                .isEqualTo(new Rejected(Reason.UNRECOGNIZED_CLIENT, INVALID_TOKEN, Requests.KEY_ID));
        assertThat(verifier.verify(withToken, Requests.known()))
                .isEqualTo(new Rejected(Reason.UNRECOGNIZED_CLIENT, INVALID_TOKEN, Requests.KEY_ID));
    }

    @Test
    void aNamedPayloadHashMustBeThatOfTheBody() {
        // given
        var unsigned = new Header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
        SignedRequest inHeader = Requests.signer().sign(Requests.request("PUT", "/", "body", unsigned));
        SignedRequest presigned =
                Requests.signer().presign(Requests.request("PUT", "/", "body", unsigned), Duration.ofMinutes(5));

        // then
        assertThat(verify(inHeader)).isInstanceOf(Rejected.class);
        assertThat(verify(presigned)).isInstanceOf(Rejected.class);
        assertThat(verifier.allowingUnsignedPayload().verify(inHeader, Requests.known()))
                .isInstanceOf(Rejected.class);
        assertThat(verifier.allowingUnsignedPayload().verify(presigned, Requests.known()))
                .isInstanceOfSatisfying(
                        Verdict.Verified.class,
                        verified -> assertThat(verified.payloadSigned()).isFalse());
        assertThat(verify(Requests.signer()
                        .sign(Requests.request(
                                "PUT",
                                "/",
                                "body",
                                new Header("x-amz-content-sha256", Digests.sha256Hex("body".getBytes(UTF_8)))))))
                .isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void nothingSecretIsInTheTextForms() {
        assertThat(signed.toString() + signed.headers() + Requests.SECRET + ClaimReader.read(signed))
                .doesNotContain("Signature=", "limit", "wJalr");
    }

    private Verdict verify(SignedRequest request) {
        return verifier.verify(request, Requests.known());
    }

    private static Verdict at(String time, SignedRequest request) {
        return Requests.verifierAt(Instant.parse(time)).verify(request, Requests.known());
    }

    private Rejected rejected(SignedRequest request) {
        Verdict verdict = verify(request);
        assertThat(verdict).isInstanceOf(Rejected.class);
        return (Rejected) verdict;
    }

    private void assertRejected(SignedRequest request, Reason reason, String message) {
        assertThat(rejected(request)).satisfies(rejected -> {
            assertThat(rejected.message()).isEqualTo(message);
            assertThat(rejected.reason()).isEqualTo(reason);
        });
    }

    @Test
    void saysWithoutTheBodyWhatNeedsNone() {
        // given
        var asked = new AtomicInteger();

        // when
        Examination unsigned = verifier.examine(Requests.get("/"), Requests.known());
        Examination unknown = verifier.examine(signed, (id, _) -> {
            asked.incrementAndGet();
            return null;
        });

        // then
        assertThat(unsigned)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Reason.MISSING_AUTHENTICATION_TOKEN));
        assertThat(unknown).isEqualTo(Rejections.unrecognized(Requests.KEY_ID));
        assertThat(asked).hasValue(1);
    }

    @Test
    void waitsForTheBodyOfAKnownKey() {
        // given
        SignedRequest request = Requests.signer().sign(Requests.request("POST", "/restapis", "body"));
        var head = new SignedRequest(request.method(), request.target(), request.headers(), "");

        // when
        Examination examined = verifier.examine(head, Requests.known());

        // then
        assertThat(examined).isInstanceOfSatisfying(AwaitedBody.class, awaited -> {
            assertThat(awaited.conclude(request.payloadHash())).isInstanceOf(Verdict.Verified.class);
            assertThat(awaited.conclude(Digests.sha256Hex("other".getBytes(UTF_8))))
                    .isEqualTo(Rejections.mismatch(Requests.KEY_ID));
        });
    }

    @Test
    void waitsForNoBodyThatIsNotSigned() {
        // given
        SignedRequest plain =
                Requests.request("POST", "/restapis", "", new Header("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        SignedRequest presigned = Requests.signer().presign(plain, Duration.ofMinutes(1));
        SignedRequest inHeaders = Requests.signer().sign(plain);

        // when
        Examination taken = verifier.allowingUnsignedPayload().examine(presigned, Requests.known());
        Examination waiting = verifier.allowingUnsignedPayload().examine(inHeaders, Requests.known());

        // then
        assertThat(taken)
                .isInstanceOfSatisfying(
                        Verdict.Verified.class,
                        verified -> assertThat(verified.payloadSigned()).isFalse());
        assertThat(waiting)
                .isInstanceOfSatisfying(
                        AwaitedBody.class,
                        awaited -> assertThat(awaited.conclude(plain.payloadHash()))
                                .isEqualTo(Rejections.mismatch(Requests.KEY_ID)));
    }
}
