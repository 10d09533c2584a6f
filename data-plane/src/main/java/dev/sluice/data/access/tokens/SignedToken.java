package dev.sluice.data.access.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A JSON web token as it was sent (RFC 7515, compact form). Nothing that it says is true before its signature was checked;
 * of its header only the key's id and the algorithm's name have a say, and the latter only among what its issuer may use
 * (security-requirements 38). Immutable by convention: nobody changes the claims.
 */
public final class SignedToken {
    /** Longest token. */
    public static final int MAX_CHARS = 8_192;

    private static final int MAX_KEY_ID = 512;

    private final Algorithm algorithm;
    private final String keyId;
    private final Claims claims;
    private final byte[] signed;
    private final byte[] signature;

    private SignedToken(Algorithm algorithm, String keyId, Claims claims, byte[] signed, byte[] signature) {
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** Reads a token, by its characters alone: no key is looked for. */
    public static ReadToken read(String text) {
        if (text.length() > MAX_CHARS) {
            return new ReadToken.Malformed("token has more than " + MAX_CHARS + " characters");
        }
        int first = text.indexOf('.');
        int second = first < 0 ? -1 : text.indexOf('.', first + 1);
        if (second < 0 || text.indexOf('.', second + 1) >= 0) {
            return new ReadToken.Malformed("token contains an invalid number of segments");
        }
        JsonNode header = object(text.substring(0, first));
        JsonNode claims = object(text.substring(first + 1, second));
        byte[] signature = Base64Url.decode(text.substring(second + 1));
        if (header == null || claims == null || signature == null || signature.length == 0) {
            return new ReadToken.Malformed("token has a malformed segment");
        }
        return read(header, claims, text.substring(0, second), signature);
    }

    private static ReadToken read(JsonNode header, JsonNode claims, String signed, byte[] signature) {
        if (header.has("crit")) {
            return new ReadToken.Malformed("token has critical extensions");
        }
        String name = StrictJson.text(header, "alg");
        Algorithm algorithm = name == null ? null : Algorithm.named(name);
        if (algorithm == null) {
            return new ReadToken.Malformed("token is signed by an algorithm that is not supported");
        }
        String keyId = StrictJson.text(header, "kid");
        if (keyId == null || keyId.isEmpty() || keyId.length() > MAX_KEY_ID) {
            return new ReadToken.Malformed("token names no key");
        }
        Claims read = Claims.of(claims);
        if (read == null) {
            return new ReadToken.Malformed("token has a malformed claim");
        }
        byte[] bytes = signed.getBytes(StandardCharsets.US_ASCII);
        return new ReadToken.Read(new SignedToken(algorithm, keyId, read, bytes, signature));
    }

    private static @Nullable JsonNode object(String segment) {
        byte[] bytes = Base64Url.decode(segment);
        return bytes == null ? null : StrictJson.object(bytes);
    }

    Algorithm algorithm() {
        return algorithm;
    }

    String keyId() {
        return keyId;
    }

    /** What the token says. */
    public Claims claims() {
        return claims;
    }

    /** Whether this key signed it, by the algorithm that it names. */
    boolean isSignedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(algorithm.platformName());
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "SignedToken[hidden]";
    }
}
