package dev.sluice.authorizer.pools.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | true | true | At least 8 characters, with an uppercase letter, a lowercase letter, a digit and a symbol.",
                "true | false | false | At least 8 characters, with an uppercase letter and a lowercase letter.",
                "false | false | true | At least 8 characters, with a lowercase letter and a symbol."
            })
    void saysItsRulesInOneSentence(boolean upper, boolean numbers, boolean symbols, String sentence) {
        // when
        String rules = new PasswordPolicy(8, upper, true, numbers, symbols, null).rules();

        // then
        assertThat(rules).isEqualTo(sentence);
    }

    @Test
    void saysTheLeastLengthWhenThatIsAll() {
        // when
        String rules = new PasswordPolicy(12, null, false, null, null, null).rules();

        // then
        assertThat(rules).isEqualTo("At least 12 characters.");
    }

    @RepeatedTest(20)
    void acceptsWhatTheServiceGenerates() {
        // when
        String generated = new RandomTexts().password(12);

        // then
        assertThatCode(() -> PasswordPolicy.DEFAULT.check(generated)).doesNotThrowAnyException();
    }
}
