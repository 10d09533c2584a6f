package dev.sluice.control.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No link leads anywhere but into the console by way of a sign-in. */
class ReturnPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/apis",
                "/console/apis/abc123/stages?tab=logs&from=2026-11-29T00:00:00Z",
                "/console/apis/abc123/resources/%7Bproxy%2B%7D",
                "/console/a.b/..c"
            })
    void keepsWhatLiesBelowTheConsole(String asked) {
        assertThat(ReturnPath.of(asked)).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
                "https:/console/",
                "javascript:alert(1)",
                "evil.example/console/",
                "/console",
                "/console@evil.example",
                "/consoles/",
                "/console//evil.example",
                "/console/\\evil.example",
                "/console/../restapis",
                "/console/..",
                "/console/./a",
                "/console/%2e%2e/restapis",
                "/console/.%2E/restapis",
                "/console/%2fevil.example",
                "/console/%2F%2Fevil.example",
                "/console/%5cevil.example",
                "/console/a%0d%0aSet-Cookie:a=b",
                "/console/?a=%0D%0ALocation:%20x",
                "/console/a\r\nSet-Cookie: a=b",
                "/console/a b",
                "/console/a#b",
                "/console/%252e%252e/",
                "/console/%00",
                "/console/%zz",
                "/console/\u00e9",
                "/console/sign-in",
                "/console/sign-in/callback?code=a&state=b"
            })
    void leadsHomeFromAnythingElse(String asked) {
        assertThat(ReturnPath.of(asked)).isEqualTo("/console/");
    }

    @Test
    void takesNeitherTwoNorVeryLongOnes() {
        assertThat(ReturnPath.of(List.of("/console/a", "/console/b"))).isEqualTo("/console/");
        assertThat(ReturnPath.of(List.of())).isEqualTo("/console/");
        assertThat(ReturnPath.of("/console/" + "a".repeat(1_015))).hasSize(1_024);
        assertThat(ReturnPath.of("/console/" + "a".repeat(1_016))).isEqualTo("/console/");
    }
}
