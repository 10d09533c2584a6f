package dev.sluice.data.sync.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The part of a frame before its value; the index repeats it. Layout, big endian: {@code [crc of the rest of the head]
 * [crc of the value][kind][topic][flagged][0][partition:2][key length:2][revision:8][value length:4][key]}.
 *
 * @param flagged the caller's mark for values that must be read at start
 */
record FrameHead(
        FrameKind kind,
        SpoolTopic topic,
        boolean flagged,
        int partition,
        long revision,
        String key,
        int valueBytes,
        int valueCrc) {
    /** The head without its key. */
    static final int FIXED_BYTES = 28;

    /** The head with the longest key that is allowed. */
    static final int MAX_BYTES = FIXED_BYTES + 0xffff;

    private static final int KEY_LENGTH_AT = 14;
    private static final int VALUE_LENGTH_AT = 24;

    static FrameHead of(FrameKind kind, SpoolTopic topic, int partition, long revision, String key) {
        return new FrameHead(kind, topic, false, partition, revision, key, 0, crc(new byte[0]));
    }

    static FrameHead ofValue(
            SpoolTopic topic, int partition, String key, long revision, boolean flagged, byte[] value) {
        return new FrameHead(FrameKind.VALUE, topic, flagged, partition, revision, key, value.length, crc(value));
    }

    byte[] bytes() {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        if (keyBytes.length > 0xffff) {
            throw new IllegalArgumentException("a key has at most 65535 bytes, not " + keyBytes.length);
        }
        byte[] bytes = new byte[FIXED_BYTES + keyBytes.length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes)
                .putInt(0)
                .putInt(valueCrc)
                .put(kind.code())
                .put(topic.code())
                .put((byte) (flagged ? 1 : 0))
                .put((byte) 0)
                .putShort((short) partition)
                .putShort((short) keyBytes.length)
                .putLong(revision)
                .putInt(valueBytes)
                .put(keyBytes);
        return buffer.putInt(0, crc(bytes, 4, bytes.length - 4)).array();
    }

    /** Length of the whole head that starts at a place of the buffer; -1 when the buffer ends before. */
    static int lengthAt(ByteBuffer buffer, int at) {
        if (buffer.limit() - at < FIXED_BYTES) {
            return -1;
        }
        int length = FIXED_BYTES + Short.toUnsignedInt(buffer.getShort(at + KEY_LENGTH_AT));
        return buffer.limit() - at < length ? -1 : length;
    }

    /** The head that starts at a place of the buffer; null when it is cut or damaged. */
    static @Nullable FrameHead read(ByteBuffer buffer, int at) {
        int length = lengthAt(buffer, at);
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        buffer.get(at, bytes);
        ByteBuffer head = ByteBuffer.wrap(bytes);
        if (head.getInt() != crc(bytes, 4, length - 4) || head.getInt(VALUE_LENGTH_AT) < 0) {
            return null;
        }
        int valueCrc = head.getInt();
        var kind = FrameKind.of(head.get());
        var topic = SpoolTopic.of(head.get());
        boolean flagged = head.get() == 1;
        int partition = head.position(head.position() + 1).getShort();
        long revision = head.position(head.position() + Short.BYTES).getLong();
        var key = new String(bytes, FIXED_BYTES, length - FIXED_BYTES, StandardCharsets.UTF_8);
        return new FrameHead(
                topic == null ? FrameKind.FOREIGN : kind,
                topic == null ? SpoolTopic.STAGES : topic,
                flagged,
                partition,
                revision,
                key,
                head.getInt(),
                valueCrc);
    }

    static int crc(byte[] bytes) {
        return crc(bytes, 0, bytes.length);
    }

    static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
