package dev.sluice.contracts.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contracts.fixtures.Keys;
import dev.sluice.contracts.keys.KeyFile;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Internal calls are signed under the cell key over method, path, body digest, time and nonce (design 5). */
class CallVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final byte[] BODY = "body".getBytes(UTF_8);

    private final KeyFile cell = Keys.symmetric(7);
    private final CallSigner signer = new CallSigner(cell);
    private final CallVerifier verifier = new CallVerifier(cell);

    @Test
    void letsASignedCallPass() throws CallRefused {
        // given
        SignedCall signed = signer.sign("POST", "/internal/x", BODY, NOW);

        // when
        SignedCall verified = verifier.verify("POST", "/internal/x", signed.header(), NOW.plusSeconds(1));

        // then
        assertThat(verified).isEqualTo(signed);
        assertThat(verified.isBody(BODY)).isTrue();
        assertThat(verified.isBody("other".getBytes(UTF_8))).isFalse();
    }

    @Test
    void refusesACallThatIsNotSigned() {
        assertRefused("POST", "/internal/x", null, NOW, "the call is not signed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.0.0.0.0.0", "Bearer abc", "2.0000000000000007.1.00.00.00"})
    void refusesWhatIsNoSignature(String value) {
        assertRefused("POST", "/internal/x", value, NOW, "the call's signature is malformed");
    }

    @Test
    void refusesAnotherMethodOrPath() {
        String header = signer.sign("POST", "/internal/x", BODY, NOW).header();

        assertRefused("PUT", "/internal/x", header, NOW, "does not match");
        assertRefused("POST", "/internal/y", header, NOW, "does not match");
    }

    @Test
    void refusesAChangeOfAnyPart() {
        String header = signer.sign("POST", "/internal/x", BODY, NOW).header();

        for (int at = 2; at < header.length(); at++) {
            char changed = header.charAt(at) == '0' ? '1' : '0';
            String altered = header.substring(0, at) + changed + header.substring(at + 1);
            if (header.charAt(at) != '.') {
                assertThatThrownBy(() -> verifier.verify("POST", "/internal/x", altered, NOW))
                        .as(altered)
                        .isInstanceOf(CallRefused.class);
            }
        }
    }

    @Test
    void refusesACallThatWasLetPassBefore() throws CallRefused {
        // given
        String header = signer.sign("POST", "/internal/x", BODY, NOW).header();
        verifier.verify("POST", "/internal/x", header, NOW);

        // when, then
        assertRefused("POST", "/internal/x", header, NOW, "repetition");
        assertRefused("POST", "/internal/x", header, NOW.plus(CallVerifier.WINDOW), "repetition");
    }

    @Test
    void refusesACallOfAnotherTime() {
        String header = signer.sign("POST", "/internal/x", BODY, NOW).header();
        Duration tooFar = CallVerifier.WINDOW.plusMillis(1);

        assertRefused("POST", "/internal/x", header, NOW.plus(tooFar), "seconds off");
        assertRefused("POST", "/internal/x", header, NOW.minus(tooFar), "seconds off");
    }

    @Test
    void refusesAnUnknownKeyAndTakesAnOlderOneOfTheFile() throws CallRefused {
        // given
        KeyFile newer = Keys.symmetric(8);
        var rotated = new CallVerifier(Keys.rotated(newer, cell));
        String old = signer.sign("POST", "/internal/x", BODY, NOW).header();
        String foreign = new CallSigner(Keys.symmetric(9))
                .sign("POST", "/internal/x", BODY, NOW)
                .header();

        // when
        SignedCall verified = rotated.verify("POST", "/internal/x", old, NOW);

        // then
        assertThat(verified.header()).isEqualTo(old);
        assertRefused("POST", "/internal/x", foreign, NOW, "unknown key");
    }

    @Test
    void refusesAKeyOfTheSameIdThatIsAnother() {
        String header = new CallSigner(Keys.symmetric(7))
                .sign("POST", "/internal/x", BODY, NOW)
                .header();

        assertRefused("POST", "/internal/x", header, NOW, "does not match");
    }

    private void assertRefused(String method, String path, @Nullable String header, Instant at, String reason) {
        assertThatThrownBy(() -> verifier.verify(method, path, header, at))
                .isInstanceOf(CallRefused.class)
                .hasMessageContaining(reason);
    }
}
