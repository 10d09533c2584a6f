package dev.sluice.control.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges ID tokens (OpenID Connect Core 3.1.3.7, security-requirements 38): one algorithm, which the operator sets; keys of the
 * issuer's set alone; issuer, audience, times and nonce. A pure function.
 */
final class IdTokens {
    private static final int MOST_CHARACTERS = 8_192;
    private static final int MOST_SUBJECT = 255;
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final Map<String, JWSAlgorithm> ALGORITHMS = Map.of(
            "RS256", JWSAlgorithm.RS256,
            "PS256", JWSAlgorithm.PS256,
            "ES256", JWSAlgorithm.ES256);

    private IdTokens() {}

    /** The algorithm of a setting; another one stops the start. */
    static JWSAlgorithm algorithm(String name) {
        JWSAlgorithm algorithm = ALGORITHMS.get(name);
        if (algorithm == null) {
            throw new ConfigurationException(
                    "sluice.sign-in.algorithm is " + name + ", and must be RS256, PS256 or ES256");
        }
        return algorithm;
    }

    /** The key id that a token names, or null; refuses what is no signed token. */
    static @Nullable String keyId(String token) {
        return parsed(token).getHeader().getKeyID();
    }

    /**
     * Whom a token is about.
     *
     * @param nonce that the sign-in began with
     */
    static Identified verify(String token, Rules rules, JWKSet keys, String nonce, Instant now) {
        JWTClaimsSet claims = genuine(token, rules.algorithm(), keys);
        try {
            require(rules.issuer().equals(claims.getIssuer()), "issuer");
            requireAudience(claims, rules.clientId());
            requireTimes(claims, now);
            String told = claims.getStringClaim("nonce");
            require(told != null && same(told, nonce), "nonce");
            String use = claims.getStringClaim("token_use");
            require(use == null || use.equals("id"), "token_use");
            String subject = claims.getSubject();
            require(subject != null && !subject.isEmpty() && subject.length() <= MOST_SUBJECT, "subject");
            return new Identified(Objects.requireNonNull(subject), verifiedEmail(claims));
        } catch (ParseException _) {
            throw new IdentityRefused("type of a claim");
        }
    }

    private static JWTClaimsSet genuine(String token, JWSAlgorithm algorithm, JWKSet keys) {
        SignedJWT jwt = parsed(token);
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithm, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        try {
            return processor.process(jwt, null);
        } catch (BadJOSEException | JOSEException _) {
            throw new IdentityRefused("signature");
        }
    }

    private static SignedJWT parsed(String token) {
        if (token.length() > MOST_CHARACTERS) {
            throw new IdentityRefused("length");
        }
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException _) {
            throw new IdentityRefused("form");
        }
    }

    /** Of several audiences the token has to say which one it was made for. */
    private static void requireAudience(JWTClaimsSet claims, String clientId) throws ParseException {
        List<String> audience = claims.getAudience();
        String party = claims.getStringClaim("azp");
        require(audience.contains(clientId), "audience");
        require(party == null ? audience.size() == 1 : party.equals(clientId), "authorized party");
    }

    private static void requireTimes(JWTClaimsSet claims, Instant now) {
        Date end = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        Date begin = claims.getNotBeforeTime();
        require(end != null && now.isBefore(end.toInstant().plus(LEEWAY)), "expiry");
        require(issued != null && !issued.toInstant().isAfter(now.plus(LEEWAY)), "time of issue");
        require(begin == null || !begin.toInstant().isAfter(now.plus(LEEWAY)), "begin");
    }

    /** Only members who are named by an address need one: some providers tell "true" as a text, which verifies nothing and refuses nobody. */
    private static @Nullable String verifiedEmail(JWTClaimsSet claims) {
        boolean isVerified = Boolean.TRUE.equals(claims.getClaim("email_verified"));
        return isVerified
                        && claims.getClaim("email") instanceof String email
                        && !email.isEmpty()
                        && email.length() <= MOST_SUBJECT
                ? email
                : null;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IdentityRefused(rule);
        }
    }

    /** What tokens are held to. */
    record Rules(String issuer, String clientId, JWSAlgorithm algorithm) {}
}
