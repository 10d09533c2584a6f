package dev.sluice.control.platform.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.fixtures.SignedHttp.Answer;
import dev.sluice.control.fixtures.SignedHttp.Raw;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RequestDoorIT {
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
        for (int failure = 0; failure < 60; failure++) {
            guesser.get("/restapis");
        }

        // when
        Answer answer = guesser.get("/restapis");

        // then
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.errorType()).isEqualTo("TooManyRequestsException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/restapis/%2e%2e/q/health",
                "/q/%2E%2E/restapis",
                "/restapis/.%2e/account",
                "/restapis/%00",
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
        Answer answer = owner.post("/apikeys", "{}");
        Answer imported = owner.post("/restapis?mode=import", "{}");

        // then
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.errorType()).isEqualTo("NotImplementedException");
        assertThat(answer.message()).isEqualTo("CreateApiKey of api-keys is not built yet");
        assertThat(imported.message()).isEqualTo("ImportRestApi of import-export is not built yet");
    }

    @Test
    void answersAnUnknownRouteAsAwsDoes() {
        // when
        Answer answer = owner.get("/no/such/thing");

        // then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorType()).isEqualTo("MissingAuthenticationTokenException");
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.errorType()).isEqualTo("InvalidSignatureException");
    }
}
