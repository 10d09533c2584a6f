package dev.sluice.authorizer.pools.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new RandomTexts());

    @Test
    void knowsThePasswordOfAHashAndNoOther() {
        // when
        String hash = passwords.hash("Correct-Horse-7");

        // then
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("Horse");
        assertThat(passwords.matches("Correct-Horse-7", hash)).isTrue();
        assertThat(passwords.matches("Correct-Horse-8", hash)).isFalse();
        assertThat(passwords.hash("Correct-Horse-7")).as("salted").isNotEqualTo(hash);
    }

    /** The reference implementation's own vector: {@code argon2 somesalt -id -t 2 -m 16 -p 1} over "password". */
    @Test
    void readsTheParametersOfAnyHash() {
        // given
        String hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        // then
        assertThat(passwords.matches("password", hash)).isTrue();
    }

    @Test
    void isNobodysWithoutAHash() {
        // then
        assertThat(passwords.matches("Correct-Horse-7", null)).isFalse();
    }
}
