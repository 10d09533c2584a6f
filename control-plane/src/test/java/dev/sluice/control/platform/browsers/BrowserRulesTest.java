package dev.sluice.control.platform.browsers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserRulesTest {
    private final BrowserRules rules = new BrowserRules(new ConsoleAddress(() -> "https://Console.example:8443/"));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    true,  -,           -,                            true
                    false, -,           -,                            true
                    false, same-origin, https://console.example:8443, true
                    true,  none,        -,                            true
                    false, none,        -,                            false
                    true,  same-site,   -,                            false
                    true,  cross-site,  -,                            false
                    false, same-site,   https://console.example:8443, false
                    false, nonsense,    -,                            false
                    false, -,           https://console.example,      false
                    false, -,           http://console.example:8443,  false
                    false, -,           null,                         false
                    false, same-origin, https://evil.example,         false
                    """)
    void onlyThePagesOfTheConsoleAsk(boolean reads, String site, String origin, boolean allowed) {
        assertThat(rules.isOwn(reads, site, origin)).isEqualTo(allowed);
    }

    @Test
    void aTokenIsOneSessionsAndTellsNothingOfIt() {
        // given
        String token = BrowserRules.token("session-1");

        // then
        assertThat(token).hasSize(43).doesNotContain("session-1");
        assertThat(BrowserRules.isToken("session-1", token)).isTrue();
        assertThat(BrowserRules.isToken("session-2", token)).isFalse();
        assertThat(BrowserRules.isToken("session-1", null)).isFalse();
        assertThat(BrowserRules.isToken("session-1", "")).isFalse();
        assertThat(BrowserRules.isToken("session-1", token + "=")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.example",
                "ftp://console.example",
                "https://console.example/path",
                "https://a@console.example",
                "https://console.example?a",
                "http://console.example",
                "http://localhost.example:8080",
                ""
            })
    void anAddressOfTheConsoleThatIsNoOriginStopsTheStart(String address) {
        assertThatThrownBy(() -> new ConsoleAddress(() -> address))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sluice.console.address");
    }
}
