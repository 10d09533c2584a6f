package dev.sluice.contracts.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By what a node finds an API key: HMAC-SHA-256 of its value under a key of the tenant, so that neither a record nor a
 * node's table tells the value, and the time of a look-up nothing about it. Any thread may use it.
 */
public final class ApiKeyHash {
    /** Length of a hash. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac keyed;

    /** Hashes under this key. */
    public ApiKeyHash(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }

    /** The hash of a value. */
    public byte[] of(String value) {
        try {
            Mac mac = (Mac) keyed.clone();
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's HMAC-SHA-256 can be cloned", e);
        }
    }
}
