package dev.sluice.authorizer.functions.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 38: sluice.verifyJwt")
class JwtCheckTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET = "a-secret-that-is-long-enough-for-hs256";
    private static RSAKey rsa;
    private static RSAKey otherRsa;
    private static ECKey ec;

    private final JwtCheck check = new JwtCheck();

    @BeforeAll
    static void makeKeys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("one").generate();
        otherRsa = new RSAKeyGenerator(2048).keyID("other").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    }

    @Test
    void givesTheClaimsOfATokenUnderEachKindOfKey() throws Exception {
        // then
        assertThat(check.verify(token(JWSAlgorithm.RS256, "one", new RSASSASigner(rsa), claims()), options("RS256"))
                        .path("sub")
                        .asText())
                .isEqualTo("somebody");
        assertThat(check.verify(
                        token(JWSAlgorithm.PS384, null, new RSASSASigner(rsa), claims()), options("PS384", "RS256")))
                .isNotNull();
        assertThat(check.verify(token(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), claims()), options("ES256")))
                .isNotNull();
        assertThat(check.verify(token(JWSAlgorithm.HS256, null, new MACSigner(SECRET), claims()), options("HS256")))
                .isNotNull();
    }

    @Test
    void refusesATokenOfAnotherKeyEvenUnderTheSameId() throws Exception {
        assertRefused(
                token(JWSAlgorithm.RS256, "one", new RSASSASigner(otherRsa), claims()), options("RS256"), "signature");
        assertRefused(
                token(JWSAlgorithm.RS256, "unknown", new RSASSASigner(rsa), claims()), options("RS256"), "signature");
    }

    @Test
    void refusesAnAlgorithmThatTheCallerDidNotName() throws Exception {
        assertRefused(token(JWSAlgorithm.RS256, "one", new RSASSASigner(rsa), claims()), options("ES256"), "algorithm");
        assertRefused(
                token(JWSAlgorithm.RS256, "one", new RSASSASigner(rsa), claims()), options(), "algorithms is missing");
    }

    @Test
    void aPublicKeyIsNeverASecret() throws Exception {
        // given
        byte[] publicKey = rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        String switched = token(JWSAlgorithm.HS256, "one", new MACSigner(publicKey), claims());
        ObjectNode options = options("RS256", "HS256");
        options.remove("secret");

        // then
        assertRefused(switched, options, "signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", ""})
    void refusesATokenWithoutASignature(String algorithm) {
        // given
        String header = Base64URL.encode("{\"alg\":\"" + algorithm + "\"}").toString();

        // then
        assertRefused(header + "." + Base64URL.encode(claims().toString()) + ".", options("none", "RS256"), "");
    }

    @Test
    void keysInTheTokenHaveNoSay() throws Exception {
        // given
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("other")
                .jwk(otherRsa.toPublicJWK())
                .build();
        var signed = new JWSObject(header, new Payload(claims().toString()));
        signed.sign(new RSASSASigner(otherRsa));

        // then
        assertRefused(signed.serialize(), options("RS256"), "signature");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"exp": 1}                                              | expired
            {}                                                      | expired
            {"exp": "9999999999"}                                   | expired
            {"exp": 9999999999, "nbf": 9999999998}                  | not good yet
            {"exp": 9999999999, "nbf": "soon"}                      | not good yet
            {"exp": 9999999999, "iss": "https://other"}             | another issuer
            {"exp": 9999999999, "iss": "https://one"}               | another audience
            {"exp": 9999999999, "iss": "https://one", "aud": "b"}   | another audience
            {"exp": 9999999999, "exp": 9999999999}                  | doubles a member
            [1]                                                     | no JSON object
            """)
    void refusesWhatTheClaimsDoNotSay(String claims, String reason) throws Exception {
        // given
        ObjectNode options = options("RS256").put("issuer", "https://one");
        options.putArray("audience").add("a");
        var signed = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload(claims));
        signed.sign(new RSASSASigner(rsa));

        // then
        assertRefused(signed.serialize(), options, reason);
    }

    @Test
    void toleratesAClockThatIsLessThanAMinuteOff() throws Exception {
        // given
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = JSON.createObjectNode().put("exp", now - 10).put("nbf", now - 20);
        String late = token(JWSAlgorithm.RS256, "one", new RSASSASigner(rsa), claims);

        // then
        assertRefused(late, options("RS256"), "expired");
        assertThat(check.verify(late, options("RS256").put("clockTolerance", 60)))
                .isNotNull();
        assertRefused(late, options("RS256").put("clockTolerance", 61), "clockTolerance");
    }

    @Test
    void refusesExtensionsDoubledMembersAndOverlongTokens() throws Exception {
        // given
        String body = Base64URL.encode(claims().toString()).toString();
        var critical = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .criticalParams(java.util.Set.of("exp"))
                .build();
        var signed = new JWSObject(critical, new Payload(claims().toString()));
        signed.sign(new RSASSASigner(rsa));

        // then
        assertRefused(signed.serialize(), options("RS256"), "extensions");
        assertRefused(
                Base64URL.encode("{\"alg\":\"RS256\",\"alg\":\"RS256\"}") + "." + body + ".AAAA", options("RS256"), "");
        assertRefused("a".repeat(8_193), options("RS256"), "longer");
        assertRefused("", options("RS256"), "missing");
        assertRefused("a.b", options("RS256"), "no signed JWT");
    }

    @Test
    void refusesASecretThatIsTooShort() throws Exception {
        // given
        String token = token(JWSAlgorithm.HS256, null, new MACSigner(SECRET), claims());

        // then
        assertRefused(token, options("HS256").put("secret", "short"), "secret");
    }

    private void assertRefused(String token, JsonNode options, String reason) {
        assertThatThrownBy(() -> check.verify(token, options))
                .isInstanceOf(JwtRefused.class)
                .hasMessageContaining(reason);
    }

    private static ObjectNode claims() {
        return JSON.createObjectNode().put("sub", "somebody").put("exp", 9_999_999_999L);
    }

    private static ObjectNode options(String... algorithms) {
        ObjectNode options = JSON.createObjectNode().put("secret", SECRET);
        List.of(algorithms).forEach(options.withArray("algorithms")::add);
        options.put("jwks", new JWKSet(List.of(rsa, ec)).toString());
        return options;
    }

    private static String token(JWSAlgorithm algorithm, @Nullable String keyId, JWSSigner signer, ObjectNode claims)
            throws JOSEException {
        var signed =
                new JWSObject(new JWSHeader.Builder(algorithm).keyID(keyId).build(), new Payload(claims.toString()));
        signed.sign(signer);
        return signed.serialize();
    }
}
