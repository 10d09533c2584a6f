package dev.sluice.contracts.calls;

import dev.sluice.contracts.keys.KeyEntry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a call's header: {@code 1.{key id}.{epoch ms}.{nonce}.{SHA-256 of the body}.{HMAC}}. The HMAC-SHA-256 is
 * over the others, the method and the path, under a key that HKDF derives from the cell key for this purpose alone.
 */
record CallHeader(long keyId, long epochMillis, String nonce, String bodyDigest) {
    static final int NONCE_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final byte[] PURPOSE = "sluice internal calls 1".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern FORM =
            Pattern.compile("1\\.([0-9a-f]{16})\\.([0-9]{1,15})\\.([0-9a-f]{32})\\.([0-9a-f]{64})\\.([0-9a-f]{64})");
    private static final int MAC_CHARS = 64;

    /** The parts of a value, without the HMAC; refused when it has another form. */
    static CallHeader parse(@Nullable String value) throws CallRefused {
        var parts = FORM.matcher(value == null ? "" : value);
        if (!parts.matches()) {
            throw new CallRefused(value == null ? "the call is not signed" : "the call's signature is malformed");
        }
        return new CallHeader(
                HexFormat.fromHexDigitsToLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                parts.group(3),
                parts.group(4));
    }

    /** The HMAC in a value that was parsed. */
    static byte[] macOf(String value) {
        return HexFormat.of().parseHex(value, value.length() - MAC_CHARS, value.length());
    }

    String value(byte[] mac) {
        return parts() + "." + HexFormat.of().formatHex(mac);
    }

    byte[] mac(SecretKey key, String method, String path) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((parts() + "\n" + method + "\n" + path).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    private String parts() {
        return "1." + HexFormat.of().toHexDigits(keyId) + "." + epochMillis + "." + nonce + "." + bodyDigest;
    }

    /** The key for internal calls that belongs to a cell key. */
    static SecretKey keyOf(KeyEntry cell) {
        try {
            var parameters = HKDFParameterSpec.ofExtract().addIKM(cell.bytes()).thenExpand(PURPOSE, KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HKDF-SHA-256", e);
        }
    }
}
