package dev.sluice.data.throttle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a bucket is called among the nodes of a cell: 64 bits of a hash of what it limits, so that no name grows long. */
public final class BucketId {
    private BucketId() {}

    /**
     * The same on every node.
     *
     * @param kind which level of throttles
     * @param names what it limits
     */
    public static long of(String kind, String... names) {
        MessageDigest digest = sha256();
        add(digest, kind);
        for (String name : names) {
            add(digest, name);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void add(MessageDigest digest, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
