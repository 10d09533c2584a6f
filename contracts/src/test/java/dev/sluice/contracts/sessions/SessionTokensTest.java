package dev.sluice.contracts.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.contracts.fixtures.Keys;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokensTest {
    private static final String KEY = "ASIAEXAMPLEEXAMPLE22";

    private final KeyFile cell = Keys.symmetric(5);
    private final SessionTokens tokens = new SessionTokens(new Envelope(cell));

    private static SessionContent session(String policy) {
        Instant now = Instant.parse("2026-11-29T20:00:00Z");
        return SessionContent.ofRole(
                new SessionContent.Role("111122223333", "Reader", "AROAEXAMPLE"),
                "session-1",
                "s".repeat(40),
                new SessionContent.Lifetime(now, now.plusSeconds(3_600)),
                policy,
                List.of());
    }

    @Test
    void opensWhatItSealed() {
        // given
        SessionContent content = session("{}");

        // when
        String token = tokens.seal(KEY, content);

        // then
        assertThat(tokens.open(KEY, token)).isEqualTo(content);
        assertThat(token).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void marksTheSessionOfAUserSoThatEarlierVersionsDoNotReadIt() {
        // given
        Instant now = Instant.parse("2026-11-29T20:00:00Z");
        var content = SessionContent.ofUser(
                "111122223333",
                "AKIAEXAMPLEEXAMPLE22",
                "s".repeat(40),
                new SessionContent.Lifetime(now, now.plusSeconds(43_200)));

        // when
        String token = tokens.seal(KEY, content);

        // then
        assertThat(tokens.open(KEY, token)).isEqualTo(content);
        assertThat(token).startsWith("Ag");
        assertThat(tokens.seal(KEY, session("{}"))).startsWith("AQ");
        assertThat(tokens.open(KEY, "AQ" + token.substring(2))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASIAEXAMPLEEXAMPLE23", "AKIAEXAMPLEEXAMPLE22", "ASIA", ""})
    void opensForItsOwnKeyAlone(String other) {
        assertThat(tokens.open(other, tokens.seal(KEY, session("{}")))).isNull();
    }

    @Test
    void opensNoTokenOfWhichACharacterWasChanged() {
        String token = tokens.seal(KEY, session("{}"));
        for (int i = 0; i < token.length(); i++) {
            char changed = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.open(KEY, token.substring(0, i) + changed + token.substring(i + 1)))
                    .isNull();
            assertThat(tokens.open(KEY, token.substring(0, i))).isNull();
        }
        assertThat(tokens.open(KEY, token + "=")).isNull();
    }

    @Test
    void opensNothingThatIsNoToken() {
        String head = tokens.seal(KEY, session("{}")).substring(0, 12);

        for (String garbage :
                new String[] {"", "A", "AQ", head, head + "A", head + "AA", head + "A".repeat(5), head + "ä!"}) {
            assertThat(tokens.open(KEY, garbage)).as(garbage).isNull();
        }
    }

    @Test
    void opensNoTokenOfAnotherInstallation() {
        var foreign = new SessionTokens(new Envelope(Keys.symmetric(5)));

        assertThat(tokens.open(KEY, foreign.seal(KEY, session("{}")))).isNull();
    }

    @Test
    void opensUnderTheOldKeyAfterARotation() {
        // given
        String token = tokens.seal(KEY, session("{}"));

        // when
        var rotated = new SessionTokens(new Envelope(Keys.rotated(Keys.symmetric(6), cell)));

        // then
        assertThat(rotated.open(KEY, token)).isNotNull();
    }

    @Test
    void tellsTheAccountsThatARoleWasAssumedFrom() {
        // given
        Instant now = Instant.parse("2026-11-29T20:00:00Z");
        var content = SessionContent.ofRole(
                new SessionContent.Role("111122223333", "Reader", "AROAEXAMPLE"),
                "session-1",
                "s".repeat(40),
                new SessionContent.Lifetime(now, now.plusSeconds(3_600)),
                "\"".repeat(2_048),
                Collections.nCopies(8, "444455556666"));

        // then
        assertThat(tokens.open(KEY, tokens.seal(KEY, content))).isEqualTo(content);
    }

    @Test
    void holdsTheWorstPolicyAndRefusesALongerOne() {
        String worst = "\"".repeat(2_048);

        assertThat(tokens.seal(KEY, session(worst))).hasSizeLessThanOrEqualTo(SessionTokens.MAX_CHARACTERS);
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.seal(KEY, session(worst + worst)));
        assertThat(tokens.open(KEY, "A".repeat(SessionTokens.MAX_CHARACTERS + 1)))
                .isNull();
    }

    @Test
    void showsNoSecretAsText() {
        assertThat(session("{}").toString()).doesNotContain("sss");
    }
}
