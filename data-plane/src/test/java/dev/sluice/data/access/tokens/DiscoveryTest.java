package dev.sluice.data.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect Discovery 1.0, section 4: where an issuer's keys are")
class DiscoveryTest {
    private static final String ISSUER = "https://login.example.com/realms/pets";

    private static Issuer issuer(String name) {
        return new Issuer(
                Issuer.Kind.OPENID_CONNECT,
                "123456789012",
                name,
                Objects.requireNonNull(Discovery.of("123456789012", name)));
    }

    private static byte[] document(String keys) {
        return ("{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + keys + "\",\"more\":[1]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example.com, login.example.com, 443, /.well-known/openid-configuration",
        "https://login.example.com/, login.example.com, 443, /.well-known/openid-configuration",
        "https://login.example.com:8443/a, login.example.com:8443, 8443, /a/.well-known/openid-configuration",
        "http://localhost:8090/us-east-1_Ab, localhost:8090, 8090, /us-east-1_Ab/.well-known/openid-configuration"
    })
    void theDocumentStandsBehindTheIssuer(String name, String header, int port, String target) {
        var place = Objects.requireNonNull(Discovery.of("123456789012", name));

        assertThat(place.header()).isEqualTo(header);
        assertThat(place.origin().port()).isEqualTo(port);
        assertThat(place.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "login", "ftp://h", "https://", "https://u@h", "https://h?q", "https://h/#f", "https://h\n"})
    void aNameThatIsNoServersUrlHasNone(String name) {
        assertThat(Discovery.of("123456789012", name)).isNull();
    }

    @Test
    void keysMayBeAtAnotherServer() {
        var keys = Objects.requireNonNull(Discovery.keys(issuer(ISSUER), document("https://keys.example.com/set?v=1")));

        assertThat(keys.header()).isEqualTo("keys.example.com");
        assertThat(keys.target()).isEqualTo("/set?v=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com/keys",
                "//keys",
                "/keys",
                "https://u:p@h/k",
                "https://h/k#f",
                "file:///etc/x"
            })
    void aPlaceThatIsNoneOrLessSafeIsRefused(String keys) {
        assertThat(Discovery.keys(issuer(ISSUER), document(keys))).isNull();
    }

    @Test
    void aDocumentOfAnotherIssuerIsRefused() {
        assertThat(Discovery.keys(issuer(ISSUER + "/"), document("https://keys.example.com/set")))
                .isNull();
    }
}
