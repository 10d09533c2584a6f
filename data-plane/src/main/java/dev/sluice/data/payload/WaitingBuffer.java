package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body.Reader;
import dev.sluice.data.pipeline.HeldBodies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a body that wait in one buffer until its reader has room for them, and are counted for so long. Confined to the
 * exchange's loop.
 */
final class WaitingBuffer {
    private static final int MIN_GATHERED_BYTES = 4_096;

    /** The rest of a buffer goes on as it is unless the buffer is so many times as large, and would be kept for little. */
    private static final int LARGER = 4;

    private final HeldBodies room;
    private @Nullable ByteBuf buffer;
    private int countedBytes;
    private boolean gathers;

    /**
     * Nothing waits yet.
     *
     * @param room where the bytes count
     */
    WaitingBuffer(HeldBodies room) {
        this.room = room;
    }

    /** Keeps bytes; false when they could not be counted, so that they must not wait. */
    boolean add(ByteBuf slice, long expectedBytes) {
        int bytes = slice.readableBytes();
        boolean hasRoom = room.take(bytes);
        if (hasRoom) {
            countedBytes += bytes;
        }
        gather(slice, expectedBytes);
        return hasRoom;
    }

    /** The first slice is kept as it is, since mostly it is the only one; more of them are gathered in one buffer. */
    private void gather(ByteBuf slice, long expectedBytes) {
        ByteBuf before = buffer;
        if (before == null) {
            buffer = slice;
            return;
        }
        if (!gathers) {
            gathers = true;
            ByteBuf gathered = ByteBufAllocator.DEFAULT.ioBuffer((int) Math.max(expectedBytes, MIN_GATHERED_BYTES));
            gathered.writeBytes(before);
            before.release();
            before = gathered;
            buffer = gathered;
        }
        before.writeBytes(slice);
        slice.release();
    }

    /** What waits; it stays here. */
    ByteBuf bytes() {
        return buffer == null ? Unpooled.EMPTY_BUFFER : buffer;
    }

    boolean isReadable() {
        return buffer != null && buffer.isReadable();
    }

    /** Hands on what the reader has room for; false when it is behind. Something must wait. */
    boolean handTo(Reader reader) {
        int most = reader.room();
        int bytes = bytes().readableBytes();
        if (most == 0) {
            reader.idle();
            return false;
        }
        boolean whole = bytes <= most && LARGER * bytes >= bytes().capacity();
        return reader.accept(whole ? take() : bytes().readBytes(Math.min(most, bytes)));
    }

    /** What waits goes to somebody else. */
    ByteBuf take() {
        ByteBuf taken = bytes();
        buffer = null;
        room.give(countedBytes);
        countedBytes = 0;
        return taken;
    }

    void drop() {
        take().release();
    }
}
