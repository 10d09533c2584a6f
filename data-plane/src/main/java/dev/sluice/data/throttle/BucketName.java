package dev.sluice.data.throttle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The beginning of the names of many buckets, digested once: what is left for a call is its own part. As {@link BucketId},
 * the same on every node. Immutable; any thread.
 */
final class BucketName {
    private final MessageDigest begun;

    private BucketName(MessageDigest begun) {
        this.begun = begun;
    }

    static BucketName of(String kind, String... names) {
        var name = new BucketName(sha256());
        name.add(kind);
        for (String each : names) {
            name.add(each);
        }
        return name;
    }

    /** The id of the bucket with this name alone. */
    long id() {
        return ByteBuffer.wrap(copy().digest()).getLong();
    }

    /** The id of the bucket whose name goes on like this. */
    long id(String last) {
        var whole = new BucketName(copy());
        whole.add(last);
        return ByteBuffer.wrap(whole.begun.digest()).getLong();
    }

    private void add(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        begun.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        begun.update(bytes);
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) begun.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
