package dev.sluice.authorizer.pools.pool;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "Aa1!, Password not long enough",
        "aaaaaa1!, Password must have uppercase characters",
        "AAAAAA1!, Password must have lowercase characters",
        "Aaaaaaa!, Password must have numeric characters",
        "Aaaaaaa1, Password must have symbol characters"
    })
    void namesTheRuleThatAPasswordBreaks(String password, String rule) {
        // then
        assertThatThrownBy(() -> PasswordPolicy.DEFAULT.check(password))
                .isInstanceOf(Refused.class)
                .hasMessage("Password did not conform with policy: " + rule);
    }

    @RepeatedTest(20)
    void acceptsWhatTheServiceGenerates() {
        // when
        String generated = new RandomTexts().password(12);

        // then
        assertThatCode(() -> PasswordPolicy.DEFAULT.check(generated)).doesNotThrowAnyException();
    }
}
