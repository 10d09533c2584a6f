package dev.sluice.data.payload;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Finds what is not UTF-8, and how many bytes one U+FFFD stands for: exactly those for which {@code new String(bytes,
 * UTF_8)} puts one. ASCII is skipped 32 bytes at a time. Pure functions.
 */
final class Utf8 {
    /** The sequence is sound so far but not complete. */
    static final int INCOMPLETE = 0;

    static final int MAX_SEQUENCE_BYTES = 4;

    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** Length of the sound beginning of an array. */
    static int validBytes(byte[] bytes) {
        return firstUnsound(ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    /** The readable bytes of a slice, for reading at absolute places; good until the slice is read or released. */
    static ByteBuffer view(ByteBuf slice) {
        int bytes = slice.readableBytes();
        return slice.nioBufferCount() == 1
                ? slice.internalNioBuffer(slice.readerIndex(), bytes)
                : slice.nioBuffer(slice.readerIndex(), bytes);
    }

    /** The first place whose sequence is not sound or not complete; the limit when there is none. */
    static int firstUnsound(ByteBuffer bytes, int from, int limit) {
        int at = skipAscii(bytes, from, limit);
        while (at < limit) {
            int sequence = sequence(bytes, at, limit);
            if (sequence <= INCOMPLETE) {
                return at;
            }
            at += sequence;
            if (at < limit && bytes.get(at) >= 0) {
                at = skipAscii(bytes, at, limit);
            }
        }
        return at;
    }

    private static int skipAscii(ByteBuffer bytes, int from, int limit) {
        int at = from;
        while (at + 32 <= limit && (four(bytes, at) & NOT_ASCII) == 0) {
            at += 32;
        }
        while (at < limit && bytes.get(at) >= 0) {
            at++;
        }
        return at;
    }

    private static long four(ByteBuffer bytes, int at) {
        return bytes.getLong(at) | bytes.getLong(at + 8) | bytes.getLong(at + 16) | bytes.getLong(at + 24);
    }

    /** The length of the sequence at a place; negative when so many bytes are none; {@link #INCOMPLETE}. */
    static int sequence(ByteBuffer bytes, int at, int limit) {
        int first = bytes.get(at) & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return -1;
        }
        if (at + 1 == limit) {
            return INCOMPLETE;
        }
        int second = bytes.get(at + 1) & 0xFF;
        if (first < 0xE0) {
            return isContinuation(second) ? 2 : -1;
        }
        if (!mayFollow(first, second)) {
            return -1;
        }
        return longer(bytes, at, limit, first, second);
    }

    private static int longer(ByteBuffer bytes, int at, int limit, int first, int second) {
        if (at + 2 == limit) {
            return INCOMPLETE;
        }
        if (!isContinuation(bytes.get(at + 2))) {
            return -2;
        }
        if (first < 0xF0) {
            return first == 0xED && second >= 0xA0 ? -3 : 3; // a surrogate is no character
        }
        if (at + 3 == limit) {
            return INCOMPLETE;
        }
        return isContinuation(bytes.get(at + 3)) ? 4 : -3;
    }

    /** Overlong forms and what lies beyond the last character end with their first byte. */
    private static boolean mayFollow(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> isContinuation(second);
        };
    }

    private static boolean isContinuation(int octet) {
        return (octet & 0xC0) == 0x80;
    }
}
