package dev.sluice.control.platform.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://Console.Example:443, https://console.example",
        "https://console.example/, https://console.example",
        "https://console.example:80, https://console.example:80",
        "https://console.example:8443, https://console.example:8443",
        "http://localhost:80, http://localhost",
        "http://localhost:443, http://localhost:443",
        "http://[::1]:80, http://[::1]",
        "http://[::1], http://[::1]",
    })
    void isWrittenAsBrowsersWriteAnOrigin(String set, String origin) {
        // given
        var console = new ConsoleAddress(() -> set);

        // then
        assertThat(console.origin()).isEqualTo(origin);
        assertThat(console.home()).isEqualTo(origin + "/console/");
        assertThat(console.callback()).isEqualTo(origin + "/console/sign-in/callback");
    }

    @Test
    void knowsItsOwnHostFromOthers() {
        // given
        var secure = new ConsoleAddress(() -> "https://console.example");
        var local = new ConsoleAddress(() -> "http://localhost:8080");

        // then
        assertThat(secure.isOwn("Console.example")).isTrue();
        assertThat(secure.isOwn("console.example:443")).isTrue();
        assertThat(secure.isOwn("console.example:80")).isFalse();
        assertThat(secure.isOwn("console.example.evil.example")).isFalse();
        assertThat(local.isOwn("localhost:8080")).isTrue();
        assertThat(local.isOwn("127.0.0.1:8080")).isFalse();
        assertThat(local.isOwn("localhost")).isFalse();
        assertThat(local.isOwn("")).isFalse();
    }
}
