package dev.sluice.control.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignatureSigner;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.fixtures.SignedHttp.Answer;
import dev.sluice.control.fixtures.SignedHttp.Raw;
import dev.sluice.control.platform.errors.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RequestDoorIT {
    /** Sixty a minute are heard, and one more with each second that sixty take. */
    private static final int MOST_GUESSES = 400;

    @Inject
    SignatureGate gate;

    private final SignedHttp owner = SignedHttp.as(AccessKeyPair.firstTenant());

    @Test
    void letsASignedCallThroughWithARequestId() {
        // when
        Answer answer = owner.get("/restapis?limit=1");

        // then
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.requestId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void refusesACallWithoutASignature() {
        // when
        Answer answer = SignedHttp.send(Raw.unsigned("GET", "/restapis"));

        // then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorType()).isEqualTo("MissingAuthenticationTokenException");
        assertThat(answer.message()).isEqualTo("Missing Authentication Token");
        assertThat(answer.requestId()).isNotEmpty();
    }

    @Test
    void anyChangedByteBreaksTheSignature() {
        var body = "{\"name\":\"a\"}";

        assertInvalid(owner.tampered(
                "POST", "/restapis", body, raw -> new Raw("POST", raw.target(), raw.headers(), "{\"name\":\"b\"}")));
        assertInvalid(owner.tampered(
                "POST", "/restapis", body, raw -> new Raw("PUT", raw.target(), raw.headers(), raw.body())));
        assertInvalid(owner.tampered(
                "GET", "/restapis?limit=1", "", raw -> new Raw("GET", "/restapis?limit=2", raw.headers(), "")));
        assertInvalid(
                owner.tampered("GET", "/restapis/a", "", raw -> new Raw("GET", "/restapis/b", raw.headers(), "")));
        assertInvalid(owner.tampered("GET", "/restapis", "", raw -> {
            var headers = new HashMap<>(raw.headers());
            headers.computeIfPresent(
                    "Authorization",
                    (_, value) -> List.of(
                            value.getFirst().substring(0, value.getFirst().length() - 1) + "x"));
            return new Raw("GET", raw.target(), headers, "");
        }));
    }

    @Test
    void holdsTheClockWindowRegionAndService() {
        assertInvalid(owner.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6)))
                .get("/restapis"));
        assertInvalid(
                owner.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6))).get("/restapis"));
        assertInvalid(owner.region("eu-west-1").get("/restapis"));
        assertInvalid(owner.service("execute-api").get("/restapis"));
    }

    @Test
    void tellsAnUnknownKeyNothingMore() {
        // when
        Answer answer = SignedHttp.as(new AccessKeyPair("AKIAUNKNOWNUNKNOWN00", "x".repeat(40)))
                .get("/restapis");

        // then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorType()).isEqualTo("UnrecognizedClientException");
        assertThat(answer.message()).isEqualTo("The security token included in the request is invalid.");
    }

    @Test
    void stopsListeningToAKeyThatFailsTooOften() {
        // given
        var guesser = SignedHttp.as(new AccessKeyPair("AKIAGUESSEDGUESSED00", "x".repeat(40)));
        Answer answer = guesser.get("/restapis");

        // when
        for (int more = 0; more < MOST_GUESSES && answer.status() != 429; more++) {
            answer = guesser.get("/restapis");
        }

        // then
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.errorType()).isEqualTo("TooManyRequestsException");
    }

    @Test
    void whoGuessesFromElsewhereDoesNotLockTheOwnerOut() {
        // given
        var key = AccessKeyPair.firstTenant();
        var guess = signer(new AccessKeyPair(key.id(), "x".repeat(40))).sign(restApis());
        var genuine = signer(key).sign(restApis());

        // when
        boolean refused = false;
        for (int round = 0; round < 5 && !refused; round++) {
            guessUntilRefused(guess);
            refused = refusal(genuine).contains("Too many");

            // then
            assertThat(gate.admit(genuine, false, "192.0.2.2").principal().accessKeyId())
                    .isEqualTo(key.id());
        }
        assertThat(refused)
                .as("the genuine call from where somebody guesses, before another try is due")
                .isTrue();
    }

    private void guessUntilRefused(SignedRequest guess) {
        int guesses = 0;
        for (String refusal = refusal(guess); !refusal.contains("Too many"); refusal = refusal(guess)) {
            assertThat(refusal).contains("does not match");
            assertThat(guesses++).isLessThan(MOST_GUESSES);
        }
    }

    /** Why a call from where somebody guesses is refused; empty when it is not. */
    private String refusal(SignedRequest request) {
        try {
            gate.admit(request, false, "192.0.2.1");
            return "";
        } catch (ProblemException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void aPresignedCallHoldsFiveMinutesAtMost() {
        // given
        var signer = signer(AccessKeyPair.firstTenant());
        var week = signer.presign(restApis(), Duration.ofDays(7));
        var minutes = signer.presign(restApis(), Duration.ofMinutes(5));

        // then
        assertInvalid(SignedHttp.send(Raw.unsigned("GET", week.target())));
        assertThat(SignedHttp.send(Raw.unsigned("GET", minutes.target())).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /restapis", "POST /restapis/%2e%2e"})
    void refusesBeforeTheBodyIsSentAndEndsTheConnection(String start) throws IOException {
        try (var socket = connect()) {
            // when
            send(socket, start + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            // then
            assertThat(answer).startsWith("HTTP/1.1 4").contains("connection: close\r\n");
        }
    }

    @Test
    void aRefusalIsReadableForAClientThatGoesOnSending() throws IOException {
        try (var socket = connect()) {
            // given
            send(socket, "POST /restapis HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n\r\n");

            // when
            socket.getOutputStream().write(new byte[4_000_000]);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            // then
            assertThat(answer).startsWith("HTTP/1.1 403").endsWith("{\"message\":\"Missing Authentication Token\"}");
        }
    }

    private static Socket connect() throws IOException {
        var address = URI.create(SignedHttp.base());
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/restapis/%2e%2e/q/health",
                "/q/%2E%2E/restapis",
                "/restapis/.%2e/account",
                "/restapis/%00",
                "/apikeys?name=%00",
                "/q/health/live?a=b%00",
                "/restapis/%5c"
            })
    void refusesATargetWithTwoReadings(String target) {
        // when
        Answer answer = SignedHttp.send(Raw.unsigned("GET", target));

        // then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorType()).isEqualTo("BadRequestException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//q/health/live", "/%71/health/live", "/q", "/consol%65"})
    void anotherSpellingOfAnOpenPathNeedsASignature(String target) {
        assertThat(SignedHttp.send(Raw.unsigned("GET", target)).status()).isEqualTo(403);
    }

    @Test
    void healthNeedsNoSignature() {
        assertThat(SignedHttp.send(Raw.unsigned("GET", "/q/health/live")).status())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyThatIsTooLong() {
        // when
        Answer answer = owner.post("/restapis", "x".repeat(6 * 1024 * 1024 + 1));

        // then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.errorType()).isEqualTo("RequestEntityTooLargeException");
    }

    @Test
    void saysOfAListedOperationThatItIsNotBuilt() {
        // when
        Answer answer = owner.get("/sdktypes");

        // then
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.errorType()).isEqualTo("NotImplementedException");
        assertThat(answer.message()).isEqualTo("GetSdkTypes of sdk is not built yet");
    }

    @Test
    void answersAnUnknownRouteAsAwsDoes() {
        // when
        Answer answer = owner.get("/no/such/thing");

        // then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorType()).isEqualTo("MissingAuthenticationTokenException");
    }

    private static SignatureSigner signer(AccessKeyPair key) {
        return new SignatureSigner(
                key.id(), AccessSecret.permanent(key.secret()), "us-east-1", "apigateway", Clock.systemUTC());
    }

    private static SignedRequest restApis() {
        var host = new Header("Host", URI.create(SignedHttp.base()).getAuthority());
        return SignedRequest.of("GET", "/restapis", List.of(host), new byte[0]);
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.errorType()).isEqualTo("InvalidSignatureException");
    }
}
