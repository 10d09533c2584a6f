package dev.sluice.data.payload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Queue;

/**
 * Replaces what is not UTF-8. Slices that are sound go on as they are; of one that is not a copy is made. A sequence that
 * runs over the end of a slice waits for the next.
 */
final class TextCoder implements Coder {
    private static final int REPLACEMENT = 0xEFBFBD;
    private static final int MAX_SINGLE_BYTES = 16;

    private final boolean keepsLength;
    private final ByteBuffer pending = ByteBuffer.allocate(Utf8.MAX_SEQUENCE_BYTES);

    private TextCoder(boolean keepsLength) {
        this.keepsLength = keepsLength;
    }

    /** Puts U+FFFD for what is not UTF-8, so that the text may grow. */
    static TextCoder exact() {
        return new TextCoder(false);
    }

    /** Puts a question mark for each byte of what is not UTF-8, for texts whose length was told already. */
    static TextCoder sameLength() {
        return new TextCoder(true);
    }

    @Override
    public boolean take(ByteBuf slice, Queue<ByteBuf> out) {
        if (pending.position() > 0) {
            completePending(slice, out);
        }
        ByteBuffer bytes = Utf8.view(slice);
        int sound = Utf8.firstUnsound(bytes, bytes.position(), bytes.limit());
        if (sound == bytes.limit()) {
            pass(slice, out);
        } else if (Utf8.sequence(bytes, sound, bytes.limit()) == Utf8.INCOMPLETE) {
            int kept = bytes.limit() - sound;
            pending.put(0, bytes, sound, kept).position(kept);
            pass(slice.writerIndex(slice.writerIndex() - kept), out);
        } else {
            rewrite(bytes, sound, out);
            slice.release();
        }
        return true;
    }

    @Override
    public boolean end(Queue<ByteBuf> out) {
        if (pending.position() > 0) {
            ByteBuf last = ByteBufAllocator.DEFAULT.ioBuffer(Utf8.MAX_SEQUENCE_BYTES);
            replace(pending.position(), last);
            out.add(last);
        }
        return true;
    }

    private static void pass(ByteBuf slice, Queue<ByteBuf> out) {
        if (slice.isReadable()) {
            out.add(slice);
        } else {
            slice.release();
        }
    }

    /** Takes single bytes until the sequence is sound, or is none; the byte that shows so may begin another one. */
    private void completePending(ByteBuf slice, Queue<ByteBuf> out) {
        int sequence = Utf8.INCOMPLETE;
        while (sequence == Utf8.INCOMPLETE && slice.isReadable()) {
            pending.put(slice.readByte());
            sequence = Utf8.sequence(pending, 0, pending.position());
        }
        if (sequence == Utf8.INCOMPLETE) {
            return;
        }
        ByteBuf begun = ByteBufAllocator.DEFAULT.ioBuffer(Utf8.MAX_SEQUENCE_BYTES);
        if (sequence > 0) {
            begun.writeBytes(pending.array(), 0, sequence);
        } else {
            replace(-sequence, begun);
            slice.readerIndex(slice.readerIndex() - (pending.position() + sequence));
        }
        pending.clear();
        out.add(begun);
    }

    private void rewrite(ByteBuffer bytes, int firstUnsound, Queue<ByteBuf> out) {
        ByteBuf copy = ByteBufAllocator.DEFAULT.ioBuffer(bytes.remaining() + 64);
        int from = bytes.position();
        int limit = bytes.limit();
        int at = firstUnsound;
        while (true) {
            append(bytes, from, at, copy);
            if (at == limit) {
                break;
            }
            int sequence = Utf8.sequence(bytes, at, limit);
            if (sequence == Utf8.INCOMPLETE) {
                pending.put(0, bytes, at, limit - at).position(limit - at);
                break;
            }
            replace(-sequence, copy);
            from = at - sequence;
            at = Utf8.firstUnsound(bytes, from, limit);
        }
        pass(copy, out);
    }

    private static void append(ByteBuffer bytes, int from, int to, ByteBuf out) {
        if (to - from > MAX_SINGLE_BYTES) {
            out.writeBytes(bytes.slice(from, to - from));
            return;
        }
        for (int at = from; at < to; at++) {
            out.writeByte(bytes.get(at));
        }
    }

    private void replace(int count, ByteBuf out) {
        if (!keepsLength) {
            out.writeMedium(REPLACEMENT);
            return;
        }
        for (int index = 0; index < count; index++) {
            out.writeByte('?');
        }
    }
}
