package dev.sluice.data.edge;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The first bytes of a reply's body, up to a limit. Not for sharing between threads. */
final class TestBytes extends ByteArrayOutputStream {
    private static final int LONGEST_CHARACTER = 4;

    private final int maxBytes;

    TestBytes(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes what fits, and one byte more, which tells where the last character ends. */
    void take(ByteBuf slice) {
        byte[] read = new byte[Math.min(slice.readableBytes(), maxBytes + 1 - size())];
        slice.readBytes(read);
        writeBytes(read);
    }

    boolean isCut() {
        return count > maxBytes;
    }

    /** All of it as text, without a character that the limit cuts. */
    String text() {
        int end = Math.min(count, maxBytes);
        int least = end - LONGEST_CHARACTER;
        while (isCut() && end > Math.max(0, least) && (buf[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(buf, 0, end, StandardCharsets.UTF_8);
    }
}
