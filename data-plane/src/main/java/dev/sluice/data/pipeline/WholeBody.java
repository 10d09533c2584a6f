package dev.sluice.data.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
    private @Nullable List<byte[]> pieces;
    private @Nullable Reader reader;
    private int delivered;
    private int piece;
    private int position;
    private boolean delivering;
    private boolean behind;

    public WholeBody(byte[] bytes) {
        this(bytes, null);
    }

    /** Its bytes are counted until it was read or cancelled. */
    WholeBody(byte[] bytes, @Nullable HeldBodies held) {
        this(List.of(bytes), bytes.length, held);
    }

    /** The same of several pieces. */
    WholeBody(List<byte[]> pieces, int length, @Nullable HeldBodies held) {
        this.pieces = pieces;
        this.length = length;
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
        while (pieces != null && delivered < length && !behind) {
            behind = !current.accept(next(pieces));
        }
        delivering = false;
        if (pieces != null && delivered == length) {
            drop();
            current.end();
        }
    }

    private ByteBuf next(List<byte[]> all) {
        while (position == all.get(piece).length) {
            piece++;
            position = 0;
        }
        byte[] bytes = all.get(piece);
        int count = Math.min(SLICE_BYTES, bytes.length - position);
        ByteBuf slice = Unpooled.wrappedBuffer(bytes, position, count);
        position += count;
        delivered += count;
        return slice;
    }

    private void drop() {
        if (pieces != null) {
            pieces = null;
            if (held != null) {
                held.give(length);
            }
        }
    }
}
