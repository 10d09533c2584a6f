package dev.sluice.control.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void isAnsweredByItsOwnStateInTime() {
        // given
        Attempt attempt = Attempt.begin("/console/", NOW);
        Attempt other = Attempt.begin("/console/", NOW);

        // then
        assertThat(attempt.isAnsweredBy(attempt.state(), NOW)).isTrue();
        assertThat(attempt.isAnsweredBy(attempt.state(), NOW.plusSeconds(599))).isTrue();
        assertThat(attempt.isAnsweredBy(attempt.state(), NOW.plusSeconds(600))).isFalse();
        assertThat(attempt.isAnsweredBy(attempt.state(), NOW.minusSeconds(61))).isFalse();
        assertThat(attempt.isAnsweredBy(other.state(), NOW)).isFalse();
        assertThat(attempt.isAnsweredBy("", NOW)).isFalse();
    }

    @Test
    void hasAChallengeOfSha256() {
        // RFC 7636, appendix B
        var attempt = new Attempt("s", "n", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "/console/", 0);

        assertThat(attempt.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void readsWhatItWroteAndNothingElse() {
        // given
        Attempt attempt = Attempt.begin("/console/apis", NOW);

        // then
        assertThat(Attempt.read(attempt.bytes())).isEqualTo(attempt);
        assertThat(Attempt.read("{".getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(attempt.toString()).doesNotContain(attempt.verifier(), attempt.nonce(), attempt.state());
    }
}
