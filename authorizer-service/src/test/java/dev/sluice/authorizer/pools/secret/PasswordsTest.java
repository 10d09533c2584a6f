package dev.sluice.authorizer.pools.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.turns.Turns;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final TenantId ONE = new TenantId("100000000001");
    private static final TenantId OTHER = new TenantId("100000000002");

    private final Passwords passwords = new Passwords(new RandomTexts());

    @Test
    void knowsThePasswordOfAHashAndNoOther() {
        // when
        String hash = passwords.hash(ONE, "Correct-Horse-7");

        // then
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("Horse");
        assertThat(passwords.matches(ONE, "Correct-Horse-7", hash)).isTrue();
        assertThat(passwords.matches(ONE, "Correct-Horse-8", hash)).isFalse();
        assertThat(passwords.hash(ONE, "Correct-Horse-7")).as("salted").isNotEqualTo(hash);
    }

    /** The reference implementation's own vector: {@code argon2 somesalt -id -t 2 -m 16 -p 1} over "password". */
    @Test
    void readsTheParametersOfAnyHash() {
        // given
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        // then
        assertThat(passwords.matches(ONE, "password", hash)).isTrue();
    }

    @Test
    void isNobodysWithoutAHash() {
        // then
        assertThat(passwords.matches(ONE, "Correct-Horse-7", null)).isFalse();
    }

    @Test
    void aTenantHasAllTurnsWhileNobodyElseWaits() {
        // given
        var turns = Passwords.turns(2);

        // then
        assertThat(turns.begin(ONE)).isTrue();
        assertThat(turns.begin(ONE)).isTrue();
    }

    @Test
    void hashesForATenantWhileAnotherHasAllItsTurns() {
        // given
        var turns = new Turns(2, 1, 0, Duration.ZERO);
        var shared = new Passwords(new RandomTexts(), turns);
        turns.begin(ONE);

        // then
        assertThatThrownBy(() -> shared.hash(ONE, "Correct-Horse-7"))
                .isInstanceOf(Refused.class)
                .hasMessage("Too many requests");
        String hash = shared.hash(OTHER, "Correct-Horse-7");
        assertThat(shared.matches(OTHER, "Correct-Horse-7", hash)).isTrue();
    }

    @Test
    void takesTheMemoryOfAHashInItsTurn() {
        // given
        var turns = new Turns(1, 1, 0, Duration.ZERO);
        var taken = new AtomicInteger();
        var shared = new Passwords(new RandomTexts(), turns, () -> new Argon2BytesGenerator() {
            @Override
            public void init(Argon2Parameters parameters) {
                taken.incrementAndGet();
                super.init(parameters);
            }
        });
        turns.begin(ONE);

        // when
        assertThatThrownBy(() -> shared.hash(ONE, "Correct-Horse-7")).isInstanceOf(Refused.class);

        // then
        assertThat(taken).as("without a turn").hasValue(0);
        turns.end(ONE);
        shared.hash(ONE, "Correct-Horse-7");
        assertThat(taken).as("in a turn").hasValue(1);
    }
}
