package dev.sluice.contracts.records;

import dev.sluice.contracts.keys.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a signed record: {@code [magic][version][8 bytes signing key id][64 bytes Ed25519 signature][envelope]}.
 * The signature covers the head, the topic and the key, each with its length in front, and the envelope.
 */
final class RecordFrame {
    static final byte MAGIC = (byte) 0x5c;
    static final byte VERSION = 1;
    static final int HEAD_BYTES = 1 + 1 + Long.BYTES;
    static final int SIGNATURE_BYTES = 64;
    static final int OVERHEAD_BYTES = HEAD_BYTES + SIGNATURE_BYTES;

    private RecordFrame() {}

    /** Refuses bytes that cannot hold all parts of a frame. */
    static void requireWhole(byte[] frame) throws RecordRefused {
        if (frame.length < OVERHEAD_BYTES + Envelope.OVERHEAD_BYTES) {
            throw new RecordRefused("the record is cut: " + frame.length + " bytes");
        }
    }

    static byte[] head(long signingKeyId) {
        return ByteBuffer.allocate(HEAD_BYTES)
                .put(MAGIC)
                .put(VERSION)
                .putLong(signingKeyId)
                .array();
    }

    static byte[] join(byte[] head, byte[] signature, byte[] envelope) {
        return ByteBuffer.allocate(OVERHEAD_BYTES + envelope.length)
                .put(head)
                .put(signature)
                .put(envelope)
                .array();
    }

    static byte[] headOf(byte[] frame) {
        return Arrays.copyOf(frame, HEAD_BYTES);
    }

    static long signingKeyIdOf(byte[] frame) {
        return ByteBuffer.wrap(frame).getLong(2);
    }

    static byte[] signatureOf(byte[] frame) {
        return Arrays.copyOfRange(frame, HEAD_BYTES, OVERHEAD_BYTES);
    }

    static byte[] envelopeOf(byte[] frame) {
        return Arrays.copyOfRange(frame, OVERHEAD_BYTES, frame.length);
    }

    /** Topic and key so that no two pairs run together. */
    static byte[] place(String topic, String key) {
        byte[] topicBytes = topic.getBytes(StandardCharsets.UTF_8);
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Integer.BYTES + topicBytes.length + keyBytes.length)
                .putInt(topicBytes.length)
                .put(topicBytes)
                .putInt(keyBytes.length)
                .put(keyBytes)
                .array();
    }
}
