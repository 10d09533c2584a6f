package dev.sluice.authorizer.pools.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @Test
    void decodesNamesAndValues() {
        // when
        Form form = Form.parse("scope=a+b&redirect_uri=https%3A%2F%2Fapp.example%2F%3Fx%3D1&empty=");

        // then
        assertThat(form.isMalformed()).isFalse();
        assertThat(form.get("scope")).isEqualTo("a b");
        assertThat(form.get("redirect_uri")).isEqualTo("https://app.example/?x=1");
        assertThat(form.get("empty")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=%zz", "a=%00"})
    void isMalformedAsAWhole(String text) {
        // then
        assertThat(Form.parse(text).isMalformed()).isTrue();
    }
}
