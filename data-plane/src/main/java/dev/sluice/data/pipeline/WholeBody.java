package dev.sluice.data.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A body that is at hand in one piece. It goes on in slices at the reader's pace, so that a large one neither waits in the
 * buffers of a connection nor holds the loop. The array is not copied: whoever makes a body of it leaves it alone.
 */
public final class WholeBody implements Body {
    private static final int SLICE_BYTES = 64 * 1024;

    private final int length;
    private final @Nullable HeldBodies held;
    private byte @Nullable [] bytes;
    private @Nullable ByteBuf whole;
    private @Nullable Reader reader;
    private int position;
    private boolean delivering;
    private boolean behind;

    public WholeBody(byte[] bytes) {
        this(bytes, null);
    }

    /** Its bytes are counted until the last slice is released, or it is cancelled. */
    WholeBody(byte[] bytes, @Nullable HeldBodies held) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.held = held;
    }

    @Override
    public long declaredBytes() {
        return length;
    }

    @Override
    public void readTo(Reader newReader) {
        byte[] unread = bytes;
        reader = newReader;
        bytes = null;
        if (unread != null) {
            whole = held == null ? Unpooled.wrappedBuffer(unread) : held.buffer(unread);
            deliver(newReader);
        }
    }

    @Override
    public void more() {
        behind = false;
        Reader current = reader;
        if (current != null && !delivering) {
            deliver(current);
        }
    }

    @Override
    public void cancel() {
        if (bytes != null && held != null) {
            held.give(length);
        }
        bytes = null;
        drop();
    }

    private void deliver(Reader current) {
        delivering = true;
        while (whole != null && position < length && !behind) {
            int room = current.room();
            behind = room == 0 || !current.accept(next(whole, room));
            if (room == 0) {
                current.idle();
            }
        }
        delivering = false;
        if (whole != null && position == length) {
            drop();
            current.end();
        }
    }

    private ByteBuf next(ByteBuf all, int room) {
        int count = Math.min(Math.min(SLICE_BYTES, room), length - position);
        ByteBuf slice = all.retainedSlice(position, count);
        position += count;
        return slice;
    }

    private void drop() {
        ByteBuf unread = whole;
        if (unread != null) {
            whole = null;
            unread.release();
        }
    }
}
