package dev.sluice.authorizer.pools.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.pools.protocol.Input;
import dev.sluice.authorizer.pools.protocol.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    @Test
    void hasTheDefaultsOfTheProtocol() {
        // when
        ClientSettings settings = settings("{}").complete(false);

        // then
        assertThat(settings.accessValidity()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.refreshValidity()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.sessionValidity()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.hidesUsers()).isTrue();
        assertThat(settings.allows("USER_SRP_AUTH")).isTrue();
        assertThat(settings.allows("USER_PASSWORD_AUTH")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://app.example/back", "http://localhost:3000/", "http://127.0.0.1/x", "myapp://signed-in"})
    void takesARedirectUrl(String url) {
        // then
        assertThat(redirect(url).complete(false).callbacks()).containsExactly(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example/",
                "javascript:alert(1)",
                "data:text/html,x",
                "/back",
                "https://app.example/#x",
                "https://user@app.example/",
                "https:///x",
                "https://app.example/ x"
            })
    void refusesARedirectUrl(String url) {
        // then
        assertThatThrownBy(() -> redirect(url).complete(false)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"AccessTokenValidity\":2,\"TokenValidityUnits\":{\"AccessToken\":\"minutes\"}} | Invalid range for token validity",
                "{\"AccessTokenValidity\":25} | Invalid range for token validity",
                "{\"ExplicitAuthFlows\":[\"ALLOW_CUSTOM_AUTH\"]} | is not built yet",
                "{\"AllowedOAuthFlows\":[\"client_credentials\"],\"AllowedOAuthScopes\":[\"a/b\"],\"AllowedOAuthFlowsUserPoolClient\":true} | does not have a client secret",
                "{\"AuthSessionValidity\":16} | between 3 and 15"
            })
    void refusesWhatBreaksARule(String json, String text) {
        // then
        assertThatThrownBy(() -> settings(json).complete(false))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(text);
    }

    private static ClientSettings redirect(String url) {
        return settings("{\"CallbackURLs\":[\"" + url + "\"]}");
    }

    private static ClientSettings settings(String json) {
        return Input.of(json.getBytes(StandardCharsets.UTF_8)).as(ClientSettings.class);
    }
}
