package dev.sluice.data.access.tokens;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of some bytes: what stands for a token where it is remembered. */
public record Digest(long first, long second, long third, long fourth) {
    static Digest of(byte[] bytes) {
        return of(sha256(), bytes);
    }

    static Digest of(MessageDigest algorithm, byte[] bytes) {
        ByteBuffer digest = ByteBuffer.wrap(algorithm.digest(bytes));
        return new Digest(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
