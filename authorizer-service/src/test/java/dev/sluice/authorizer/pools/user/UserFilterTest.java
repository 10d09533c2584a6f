package dev.sluice.authorizer.pools.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.pools.protocol.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFilterTest {
    @Test
    void comparesAKnownColumnWithAParameter() {
        // then
        assertThat(UserFilter.of("email = \"a\\\"b' or 1=1\""))
                .isEqualTo(new UserFilter("attributes->>'email' = ?", "a\"b' or 1=1"));
        assertThat(UserFilter.of("username ^= \"An\"")).isEqualTo(new UserFilter("starts_with(username, ?)", "An"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"custom:x = \"1\"", "email", "email = 'a'", "email = \"a\" or \"b\"", "password_hash = \"a\""})
    void refusesEverythingElse(String text) {
        // then
        assertThatThrownBy(() -> UserFilter.of(text))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("filters are invalid");
    }
}
