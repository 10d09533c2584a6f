package dev.sluice.control.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that has begun: what the browser keeps, sealed, until the issuer sends it back. Nothing of it is stored here, so that
 * strangers fill no table.
 *
 * @param state what comes back with the code
 * @param nonce what the ID token has to hold
 * @param verifier of PKCE
 * @param to where the browser goes in the end
 * @param begunAt in seconds
 */
record Attempt(String state, String nonce, String verifier, String to, long begunAt) {
    /** Time for a person to sign in, a new password included. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 32;

    /** A new one, with 256 random bits in each of its secrets. */
    static Attempt begin(String to, Instant now) {
        return new Attempt(random(), random(), random(), to, now.getEpochSecond());
    }

    /** Random text for ids and secrets: 43 characters. */
    static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** What the issuer is told of the verifier (RFC 7636, S256). */
    String challenge() {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** Whether the state that came back is this sign-in's, and in time. */
    boolean isAnsweredBy(String told, Instant now) {
        boolean isSame =
                MessageDigest.isEqual(told.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
        Instant begun = Instant.ofEpochSecond(begunAt);
        return isSame && !now.isBefore(begun.minusSeconds(60)) && now.isBefore(begun.plus(PATIENCE));
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A sign-in has no JSON form", impossible);
        }
    }

    static @Nullable Attempt read(byte[] bytes) {
        try {
            return JSON.readValue(bytes, Attempt.class);
        } catch (IOException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "Attempt[to=" + to + ", secrets=hidden]";
    }
}
