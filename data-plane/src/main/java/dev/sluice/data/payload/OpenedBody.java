package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.HeldBodies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body of which the beginning is read before anybody is told its length: whole when it is short. Holds at most what was
 * asked for and one slice; while bodies take all the memory that they may, one slice, and then opens as if it were long.
 * Whoever got it reads or cancels it. Confined to the exchange's loop.
 */
final class OpenedBody implements Body, Body.Reader {
    private final HeldBodies room;
    private final Body source;
    private final int wantedBytes;
    private final Consumer<OpenedBody> then;
    private @Nullable ByteBuf held;
    private @Nullable Reader reader;
    private @Nullable Failure failure;
    private int countedBytes;
    private boolean gathers;
    private boolean opened;
    private boolean accepting;
    private boolean behind;
    private boolean ended;
    private boolean over;

    /**
     * A body that is about to be opened.
     *
     * @param room where the bytes count that wait here
     * @param wantedBytes the longest body that is held whole
     * @param then told once: more came, or the end, or the {@link #failure}
     */
    OpenedBody(HeldBodies room, Body source, int wantedBytes, Consumer<OpenedBody> then) {
        this.room = room;
        this.source = source;
        this.wantedBytes = wantedBytes;
        this.then = then;
    }

    void open() {
        source.readTo(this);
    }

    /** Whether the body is at hand to its last byte. */
    boolean isWhole() {
        return ended;
    }

    /** Why the body ended before it was opened; then there is nothing to read or cancel. */
    @Nullable
    Failure failure() {
        return failure;
    }

    /** What is at hand; it stays with this body. */
    ByteBuf beginning() {
        return held == null ? Unpooled.EMPTY_BUFFER : held;
    }

    /** A whole body's bytes, which are the caller's to release from now on. */
    ByteBuf takeWhole() {
        ByteBuf whole = handOver();
        over = true;
        return whole == null ? Unpooled.EMPTY_BUFFER : whole;
    }

    @Override
    public long declaredBytes() {
        return ended && held != null ? held.readableBytes() : ended ? 0 : source.declaredBytes();
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        ByteBuf beginning = handOver();
        if (beginning != null) {
            behind = !newReader.accept(beginning);
        }
        if (over) {
            return;
        }
        if (failure != null) {
            over = true;
            newReader.fail(failure);
        } else if (ended) {
            over = true;
            newReader.end();
        } else if (!behind && !accepting) {
            source.more();
        }
    }

    @Override
    public void more() {
        behind = false;
        if (!over && !ended && !accepting) {
            source.more();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            dropHeld();
            source.cancel();
        }
    }

    @Override
    public boolean accept(ByteBuf slice) {
        Reader current = reader;
        if (over) {
            slice.release();
            return true;
        }
        if (current != null) {
            return current.accept(slice);
        }
        boolean hasRoom = hold(slice);
        if (!opened && (!hasRoom || beginning().readableBytes() > wantedBytes)) {
            opened = true;
            accepting = true;
            then.accept(this);
            accepting = false;
        }
        return over || !opened || (reader != null && !behind);
    }

    @Override
    public void idle() {
        Reader current = reader;
        if (current != null && !over && !behind) {
            current.idle();
        }
    }

    @Override
    public void end() {
        if (over) {
            return;
        }
        ended = true;
        Reader current = reader;
        if (!opened) {
            opened = true;
            then.accept(this);
        } else if (current != null) {
            over = true;
            current.end();
        }
    }

    @Override
    public void fail(Failure cause) {
        if (over) {
            return;
        }
        dropHeld();
        failure = cause;
        Reader current = reader;
        if (!opened) {
            opened = true;
            over = true;
            then.accept(this);
        } else if (current != null) {
            over = true;
            current.fail(cause);
        }
    }

    /** Keeps a slice; false when there is no room for it, so that it must not wait. */
    private boolean hold(ByteBuf slice) {
        int bytes = slice.readableBytes();
        boolean hasRoom = room.take(bytes);
        if (hasRoom) {
            countedBytes += bytes;
        }
        gather(slice);
        return hasRoom;
    }

    /** The first slice is kept as it is, since mostly it is the only one; more of them are gathered in one buffer. */
    private void gather(ByteBuf slice) {
        ByteBuf before = held;
        if (before == null) {
            held = slice;
            return;
        }
        if (!gathers) {
            gathers = true;
            long expected = Math.min(Math.max(source.declaredBytes(), 4_096), wantedBytes);
            ByteBuf gathered = ByteBufAllocator.DEFAULT.ioBuffer((int) expected);
            gathered.writeBytes(before);
            before.release();
            before = gathered;
            held = gathered;
        }
        before.writeBytes(slice);
        slice.release();
    }

    /** What is at hand goes to somebody else. */
    private @Nullable ByteBuf handOver() {
        ByteBuf beginning = held;
        held = null;
        room.give(countedBytes);
        countedBytes = 0;
        return beginning;
    }

    private void dropHeld() {
        ByteBuf unread = handOver();
        if (unread != null) {
            unread.release();
        }
    }
}
