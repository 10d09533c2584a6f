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
    private @Nullable Reader reader;
    private int position;
    private boolean delivering;
    private boolean behind;

    public WholeBody(byte[] bytes) {
        this(bytes, null);
    }

    /** Its bytes are counted until it was read or cancelled. */
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
        reader = newReader;
        deliver(newReader);
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
        drop();
    }

    private void deliver(Reader current) {
        delivering = true;
        while (bytes != null && position < length && !behind) {
            behind = !current.accept(next(bytes));
        }
        delivering = false;
        if (bytes != null && position == length) {
            drop();
            current.end();
        }
    }

    private ByteBuf next(byte[] whole) {
        int count = Math.min(SLICE_BYTES, length - position);
        ByteBuf slice = Unpooled.wrappedBuffer(whole, position, count);
        position += count;
        return slice;
    }

    private void drop() {
        if (bytes != null) {
            bytes = null;
            if (held != null) {
                held.give(length);
            }
        }
    }
}
