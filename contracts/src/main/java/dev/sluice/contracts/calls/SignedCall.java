package dev.sluice.contracts.calls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An internal call's signature.
 *
 * @param nonce names this one call; what answers it is sealed for this name
 * @param bodyDigest SHA-256 of the body in hexadecimal
 * @param header value of the header {@link #HEADER}
 */
public record SignedCall(String nonce, String bodyDigest, String header) {
    /** The header that carries the signature. */
    public static final String HEADER = "x-sluice-call";

    /** Whether these bytes are the body that was signed. */
    public boolean isBody(byte[] body) {
        return MessageDigest.isEqual(ascii(digest(body)), ascii(bodyDigest));
    }

    static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
