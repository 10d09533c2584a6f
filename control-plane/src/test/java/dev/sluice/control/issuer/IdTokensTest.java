package dev.sluice.control.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 38: ID tokens")
class IdTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final IdTokens.Rules RULES =
            new IdTokens.Rules("https://issuer.example", "console", JWSAlgorithm.RS256);
    private static final String CLAIMS =
            "{\"iss\":\"https://issuer.example\",\"aud\":\"console\",\"sub\":\"s1\",\"nonce\":\"n1\",\"token_use\":\"id\","
                    + "\"iat\":%d,\"exp\":%d,\"email\":\"a@example.com\",\"email_verified\":true}";
    private static RSAKey key;
    private static RSAKey foreign;

    @BeforeAll
    static void keys() throws JOSEException {
        key = new RSAKeyGenerator(2_048).keyID("k1").generate();
        foreign = new RSAKeyGenerator(2_048).keyID("k1").generate();
    }

    @Test
    void tellsWhomAGoodTokenIsAbout() throws JOSEException {
        assertThat(verify(signed(claims()))).isEqualTo(new Identified("s1", "a@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"email_verified\":false",
                "\"email_verified\":\"true\"",
                "\"email_verified\":1",
                "\"email_verified\":null",
                "\"other\":true"
            })
    void tellsNoAddressThatIsNotVerified(String instead) throws JOSEException {
        assertThat(verify(signed(claims().replace("\"email_verified\":true", instead))))
                .isEqualTo(new Identified("s1", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"email\":7", "\"email\":\"\"", "\"email\":[\"a@example.com\"]", "\"email\":null"})
    void tellsNoAddressThatIsNone(String instead) throws JOSEException {
        assertThat(verify(signed(claims().replace("\"email\":\"a@example.com\"", instead))))
                .isEqualTo(new Identified("s1", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "iss":"https://issuer.example" | "iss":"https://issuer.example/"       | issuer
                    "aud":"console"                | "aud":"another"                       | audience
                    "aud":"console"                | "aud":["console","another"]           | authorized party
                    "aud":"console"                | "aud":"console","azp":"another"       | authorized party
                    "nonce":"n1"                   | "nonce":"n2"                          | nonce
                    "nonce":"n1"                   | "other":"n1"                          | nonce
                    "nonce":"n1"                   | "nonce":1                             | type of a claim
                    "token_use":"id"               | "token_use":"access"                  | token_use
                    "sub":"s1"                     | "sub":""                              | subject
                    "sub":"s1"                     | "other":"s1"                          | subject
                    "sub":"s1"                     | "sub":"s1","nbf":1795953661           | begin
                    """)
    void refusesAClaimThatBreaksItsRule(String claim, String instead, String rule) {
        assertThatThrownBy(() -> verify(signed(claims().replace(claim, instead))))
                .isInstanceOf(IdentityRefused.class)
                .hasMessage(rule);
    }

    @Test
    void takesSeveralAudiencesOfWhichItIsTheParty() throws JOSEException {
        assertThat(verify(signed(claims().replace(
                                        "\"aud\":\"console\"", "\"aud\":[\"a\",\"console\"],\"azp\":\"console\"")))
                        .subject())
                .isEqualTo("s1");
    }

    @ParameterizedTest
    @CsvSource({"-60, -59, true", "-60, -60, false", "60, 300, true", "61, 300, false"})
    void allowsClocksAMinute(long issued, long end, boolean holds) throws JOSEException {
        String token = signed(CLAIMS.formatted(
                NOW.plusSeconds(issued).getEpochSecond(), NOW.plusSeconds(end).getEpochSecond()));
        if (holds) {
            assertThat(verify(token).subject()).isEqualTo("s1");
        } else {
            assertThatThrownBy(() -> verify(token)).isInstanceOf(IdentityRefused.class);
        }
    }

    @Test
    void refusesAnotherKeyAnotherAlgorithmAndNone() throws JOSEException {
        byte[] known = key.toRSAPublicKey().getEncoded();
        String byAnother = sign(JWSAlgorithm.RS256, claims(), foreign);
        String stronger = sign(JWSAlgorithm.RS512, claims(), key);
        var confused = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), new Payload(claims()));
        confused.sign(new MACSigner(known));
        String none = part("{\"alg\":\"none\"}") + "." + part(claims()) + ".";

        for (String token : new String[] {byAnother, stronger, confused.serialize(), none}) {
            assertThatThrownBy(() -> verify(token)).as(token).isInstanceOf(IdentityRefused.class);
        }
    }

    @Test
    void heedsNoKeyThatTheTokenBringsAndNoUnknownRule() throws JOSEException {
        var brought = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("k2")
                .jwk(foreign.toPublicJWK())
                .build();
        var critical = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("k1")
                .customParam("exp", 1)
                .criticalParams(Set.of("exp"))
                .build();

        assertThatThrownBy(() -> verify(sign(brought, claims(), foreign))).isInstanceOf(IdentityRefused.class);
        assertThatThrownBy(() -> verify(sign(critical, claims(), key))).isInstanceOf(IdentityRefused.class);
    }

    @Test
    void refusesDoubledClaimsLongOnesAndGarbage() throws JOSEException {
        String doubled = signed(claims().replace("\"sub\":\"s1\"", "\"sub\":\"s1\",\"sub\":\"s2\""));
        String longOne =
                signed(claims().replace("\"sub\":\"s1\"", "\"sub\":\"s1\",\"a\":\"" + "a".repeat(8_192) + "\""));
        String changed = signed(claims());

        for (String token : new String[] {
            doubled, longOne, changed.substring(0, changed.length() - 4) + "AAAA", "", "a.b", "..", "a.b.c.d.e"
        }) {
            assertThatThrownBy(() -> verify(token)).as(token).isInstanceOf(IdentityRefused.class);
        }
    }

    private static Identified verify(String token) {
        return IdTokens.verify(token, RULES, new JWKSet(key.toPublicJWK()), "n1", NOW);
    }

    private static String claims() {
        return CLAIMS.formatted(
                NOW.minusSeconds(1).getEpochSecond(), NOW.plusSeconds(300).getEpochSecond());
    }

    private static String signed(String claims) throws JOSEException {
        return sign(JWSAlgorithm.RS256, claims, key);
    }

    private static String sign(JWSAlgorithm algorithm, String claims, RSAKey by) throws JOSEException {
        return sign(new JWSHeader.Builder(algorithm).keyID("k1").build(), claims, by);
    }

    private static String sign(JWSHeader header, String claims, RSAKey by) throws JOSEException {
        var object = new JWSObject(header, new Payload(claims));
        object.sign(new RSASSASigner(by));
        return object.serialize();
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
