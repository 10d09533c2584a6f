package dev.sluice.control.signin;

import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Ids of browsers' sessions: 32 random bytes and 16 bytes of their HMAC under a key of the operator's, as 64 characters. So what
 * nobody here gave out is known for that without asking the database. Any thread.
 */
@Singleton
class SessionIds {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{64}");
    private static final String PURPOSE = "session id";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;
    private static final int PROOF_BYTES = 16;

    private final TenantKeys keys;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable SecretKeySpec key;

    SessionIds(TenantKeys keys) {
        this.keys = keys;
    }

    /** A new one. Blocks the first time. */
    String next() {
        byte[] drawn = new byte[RANDOM_BYTES];
        random.nextBytes(drawn);
        byte[] id = Arrays.copyOf(drawn, RANDOM_BYTES + PROOF_BYTES);
        System.arraycopy(hmac(key(), drawn), 0, id, RANDOM_BYTES, PROOF_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    /** Whether it was given out by this installation, at any time. Blocks the first time. */
    boolean isOurs(String id) {
        return FORM.matcher(id).matches() && isProven(key(), id);
    }

    /** The same where it can be told without a wait, which is ever but before the first use; never blocks. */
    boolean mayBeOurs(String id) {
        SecretKeySpec known = key;
        return FORM.matcher(id).matches() && (known == null || isProven(known, id));
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            // Of two threads that come first both read the same.
            known = new SecretKeySpec(keys.derived(TenantId.OPERATOR, PURPOSE), ALGORITHM);
            key = known;
        }
        return known;
    }

    private static boolean isProven(SecretKeySpec key, String id) {
        byte[] bytes = Base64.getUrlDecoder().decode(id);
        byte[] proof = Arrays.copyOfRange(bytes, RANDOM_BYTES, RANDOM_BYTES + PROOF_BYTES);
        byte[] right = Arrays.copyOf(hmac(key, Arrays.copyOf(bytes, RANDOM_BYTES)), PROOF_BYTES);
        return MessageDigest.isEqual(proof, right);
    }

    private static byte[] hmac(SecretKeySpec key, byte[] content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", impossible);
        }
    }
}
