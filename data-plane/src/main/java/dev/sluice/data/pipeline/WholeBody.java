package dev.sluice.data.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body that is at hand, in one piece or in several. It goes on in slices at the reader's pace, so that a large one neither waits in the
 * buffers of a connection nor holds the loop. The bytes are not copied: whoever makes a body of them leaves them alone.
 */
public final class WholeBody implements Body {
    private static final int SLICE_BYTES = 64 * 1024;

    private final int length;
    private final @Nullable HeldBodies held;
    private byte @Nullable [] ahead;
    private @Nullable ArrayDeque<byte[]> behindIt;
    private @Nullable ByteBuf piece;
    private @Nullable Reader reader;
    private int position;
    private int left;
    private int uncounted;
    private boolean delivering;
    private boolean behind;
    private boolean over;

    public WholeBody(byte[] bytes) {
        this(bytes, null);
    }

    /** Its bytes are counted until the last slice is released, or it is cancelled. */
    WholeBody(byte[] bytes, @Nullable HeldBodies held) {
        this.ahead = bytes;
        this.length = bytes.length;
        this.left = length;
        this.held = held;
    }

    /** The same of several pieces, each counted until its own last slice is released. */
    WholeBody(List<byte[]> pieces, int length, @Nullable HeldBodies held) {
        this.behindIt = new ArrayDeque<>(pieces);
        this.length = length;
        this.left = length;
        this.held = held;
    }

    @Override
    public long declaredBytes() {
        return length;
    }

    @Override
    public void readTo(Reader newReader) {
        boolean first = reader == null;
        reader = newReader;
        if (first) {
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
        if (!over && held != null) {
            held.give(length - uncounted);
        }
        drop();
    }

    private void deliver(Reader current) {
        delivering = true;
        while (!over && left > 0 && !behind) {
            int room = current.room();
            behind = room == 0 || !current.accept(next(room));
            if (room == 0) {
                current.idle();
            }
        }
        delivering = false;
        if (!over && left == 0) {
            drop();
            current.end();
        }
    }

    private ByteBuf next(int room) {
        ByteBuf present = piece;
        while (present == null || position == present.capacity()) {
            if (present != null) {
                present.release();
            }
            present = open();
            piece = present;
            position = 0;
        }
        int count = Math.min(Math.min(SLICE_BYTES, room), present.capacity() - position);
        ByteBuf slice = present.retainedSlice(position, count);
        position += count;
        left -= count;
        return slice;
    }

    /** The next piece, which counts on its own from now on. */
    private ByteBuf open() {
        byte[] bytes = ahead;
        ahead = null;
        if (bytes == null) {
            bytes = behindIt == null ? new byte[0] : behindIt.remove();
        }
        uncounted += bytes.length;
        return held == null ? Unpooled.wrappedBuffer(bytes) : held.buffer(bytes);
    }

    private void drop() {
        over = true;
        ahead = null;
        behindIt = null;
        if (piece != null) {
            piece.release();
            piece = null;
        }
    }
}
