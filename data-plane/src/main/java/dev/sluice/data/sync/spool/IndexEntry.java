package dev.sluice.data.sync.spool;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an index file: {@code [crc of the rest][place of the frame:8][head]}.
 *
 * @param offset where the frame starts in the records file
 * @param bytes length of this entry
 */
record IndexEntry(FrameHead head, long offset, int bytes) {
    private static final int FIXED_BYTES = Integer.BYTES + Long.BYTES;

    static ByteBuffer encode(long offset, byte[] head) {
        byte[] bytes = new byte[FIXED_BYTES + head.length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).putInt(0).putLong(offset).put(head);
        buffer.putInt(0, FrameHead.crc(bytes, Integer.BYTES, bytes.length - Integer.BYTES));
        return buffer.flip();
    }

    /** The entry at a place of the index; null when it is cut or damaged. */
    static @Nullable IndexEntry read(ByteBuffer index, int at) {
        int headBytes = index.limit() - at < FIXED_BYTES ? -1 : FrameHead.lengthAt(index, at + FIXED_BYTES);
        if (headBytes < 0) {
            return null;
        }
        byte[] checked = new byte[Long.BYTES + headBytes];
        index.get(at + Integer.BYTES, checked);
        FrameHead head = FrameHead.read(index, at + FIXED_BYTES);
        if (head == null || index.getInt(at) != FrameHead.crc(checked)) {
            return null;
        }
        return new IndexEntry(head, index.getLong(at + Integer.BYTES), FIXED_BYTES + headBytes);
    }

    Location location(int segment) {
        int headBytes = bytes - FIXED_BYTES;
        return new Location(segment, offset, headBytes, head.valueBytes());
    }
}
