package dev.sluice.authorizer.functions.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code sluice.verifyJwt}: whether a JWS in compact form holds under keys and algorithms that the caller names
 * (security-requirements 38). Nothing in the token chooses a key or an algorithm beyond the {@code kid} among the given
 * keys. Any thread.
 */
final class JwtCheck {
    private static final int MAX_BYTES = 8_192;
    private static final int MAX_KEYS = 100;
    private static final int MAX_LEEWAY_SECONDS = 60;
    private static final Set<JWSAlgorithm> SECRET = Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512);
    private static final Set<JWSAlgorithm> RSA = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);
    private static final Set<JWSAlgorithm> EC = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * The claims of a token that holds.
     *
     * @param options {@code algorithms} and either {@code jwks} or {@code secret}; {@code issuer}, {@code audience} and
     *     {@code clockTolerance} (seconds) if wanted
     */
    JsonNode verify(String token, JsonNode options) throws JwtRefused {
        if (token.isEmpty() || token.length() > MAX_BYTES) {
            throw new JwtRefused("the token is missing or longer than " + MAX_BYTES + " characters");
        }
        JWSObject signed = parse(token);
        JsonNode header = object(signed.getHeader().toBase64URL().decode(), "header");
        JsonNode claims = object(signed.getPayload().toBytes(), "payload");
        if (header.has("crit")) {
            throw new JwtRefused("the token demands extensions that are not understood");
        }
        JWSAlgorithm algorithm = allowed(signed, options);
        if (!holds(signed, verifiers(signed, algorithm, options))) {
            throw new JwtRefused("the signature does not hold under the given keys");
        }
        requireTimes(claims, leeway(options), Instant.now().getEpochSecond());
        requireNamed(claims, options);
        return claims;
    }

    private static JWSObject parse(String token) throws JwtRefused {
        try {
            return JWSObject.parse(token);
        } catch (ParseException | IllegalArgumentException _) {
            throw new JwtRefused("the token is no signed JWT");
        }
    }

    private static JsonNode object(byte[] json, String part) throws JwtRefused {
        try {
            JsonNode read = STRICT.readTree(new String(json, StandardCharsets.UTF_8));
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException _) {
            // Doubled members are among it.
        }
        throw new JwtRefused("the token's " + part + " is no JSON object, or doubles a member");
    }

    private static JWSAlgorithm allowed(JWSObject signed, JsonNode options) throws JwtRefused {
        List<String> names = texts(options.path("algorithms"));
        if (names.isEmpty()) {
            throw new JwtRefused("the option algorithms is missing");
        }
        JWSAlgorithm algorithm = signed.getHeader().getAlgorithm();
        boolean known = SECRET.contains(algorithm) || RSA.contains(algorithm) || EC.contains(algorithm);
        if (!known || !names.contains(algorithm.getName())) {
            throw new JwtRefused("the token's algorithm is not allowed");
        }
        return algorithm;
    }

    private static List<JWSVerifier> verifiers(JWSObject signed, JWSAlgorithm algorithm, JsonNode options)
            throws JwtRefused {
        try {
            if (SECRET.contains(algorithm)) {
                // Never a public key: those stand in the option jwks alone.
                String secret = options.path("secret").asText("");
                return secret.isEmpty() ? List.of() : List.of(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)));
            }
            var verifiers = new ArrayList<JWSVerifier>();
            for (JWK key : keys(options)) {
                if (isMeant(key, signed, algorithm)) {
                    verifiers.add(
                            RSA.contains(algorithm)
                                    ? new RSASSAVerifier(key.toRSAKey().toRSAPublicKey())
                                    : new ECDSAVerifier(key.toECKey().toECPublicKey()));
                }
            }
            return verifiers;
        } catch (JOSEException | ParseException | IllegalArgumentException _) {
            throw new JwtRefused("the given keys cannot be used: a secret has at least as many bits as its digest");
        }
    }

    private static List<JWK> keys(JsonNode options) throws ParseException, JwtRefused {
        JsonNode given = options.path("jwks");
        String text = given.isTextual() ? given.asText() : given.toString();
        if (given.isMissingNode()) {
            throw new JwtRefused("the option jwks is missing");
        }
        List<JWK> keys = JWKSet.parse(text).getKeys();
        if (keys.size() > MAX_KEYS) {
            throw new JwtRefused("the option jwks has more than " + MAX_KEYS + " keys");
        }
        return keys;
    }

    private static boolean isMeant(JWK key, JWSObject signed, JWSAlgorithm algorithm) {
        String id = signed.getHeader().getKeyID();
        boolean kind = RSA.contains(algorithm) ? key instanceof RSAKey : key instanceof ECKey;
        boolean named = id == null || id.equals(key.getKeyID());
        boolean use = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean method = key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
        return kind && named && use && method;
    }

    private static boolean holds(JWSObject signed, List<JWSVerifier> verifiers) {
        for (JWSVerifier verifier : verifiers) {
            try {
                if (signed.verify(verifier)) {
                    return true;
                }
            } catch (JOSEException _) {
                // A key of another curve.
            }
        }
        return false;
    }

    private static long leeway(JsonNode options) throws JwtRefused {
        long leeway = options.path("clockTolerance").asLong(0);
        if (leeway < 0 || leeway > MAX_LEEWAY_SECONDS) {
            throw new JwtRefused("the option clockTolerance is 0 to " + MAX_LEEWAY_SECONDS + " seconds");
        }
        return leeway;
    }

    private static void requireTimes(JsonNode claims, long leeway, long now) throws JwtRefused {
        if (!claims.path("exp").isNumber() || now - leeway >= claims.path("exp").asLong()) {
            throw new JwtRefused("the token is expired, or does not say until when it is good");
        }
        if (claims.has("nbf")
                && (!claims.path("nbf").isNumber()
                        || now + leeway < claims.path("nbf").asLong())) {
            throw new JwtRefused("the token is not good yet");
        }
    }

    private static void requireNamed(JsonNode claims, JsonNode options) throws JwtRefused {
        List<String> issuers = texts(options.path("issuer"));
        if (!issuers.isEmpty() && !issuers.contains(claims.path("iss").textValue())) {
            throw new JwtRefused("the token is of another issuer");
        }
        List<String> audiences = texts(options.path("audience"));
        if (!audiences.isEmpty() && texts(claims.path("aud")).stream().noneMatch(audiences::contains)) {
            throw new JwtRefused("the token is for another audience");
        }
    }

    /** One text or a list of them. */
    private static List<String> texts(JsonNode given) {
        if (given.isTextual()) {
            return List.of(given.asText());
        }
        var texts = new ArrayList<String>();
        given.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
