package dev.sluice.control.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("security-requirements 6: what a browser keeps of a sign-in")
class SealedAttemptsIT {
    private static final Instant NEARLY_TWO = Instant.parse("2026-11-30T01:59:59Z");

    @Inject
    SealedAttempts attempts;

    @Test
    void opensInTheNextHourAndNotInTheOneBehind() {
        // given
        var attempt = Attempt.begin("/console/", NEARLY_TWO);

        // when
        String sealed = attempts.seal(attempt, NEARLY_TWO);

        // then
        assertThat(attempts.open(sealed, NEARLY_TWO)).isEqualTo(attempt);
        assertThat(attempts.open(sealed, NEARLY_TWO.plusSeconds(3_600))).isEqualTo(attempt);
        assertThat(attempts.open(sealed, NEARLY_TWO.plusSeconds(3_601))).isNull();
        assertThat(attempts.open(sealed, NEARLY_TWO.minusSeconds(3_600))).isNull();
        String altered = sealed.substring(0, 40) + (sealed.charAt(40) == 'A' ? 'B' : 'A') + sealed.substring(41);
        assertThat(attempts.open(altered, NEARLY_TWO)).isNull();
    }
}
