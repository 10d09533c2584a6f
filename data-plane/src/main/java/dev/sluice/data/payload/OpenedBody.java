package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.HeldBodies;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body of which the beginning is read before anybody is told its length: whole when it is short. Holds at most what was
 * asked for and one slice; while bodies take all the memory that they may, one slice, and then opens as if it were long.
 * Whoever got it reads or cancels it. Confined to the exchange's loop.
 */
final class OpenedBody implements Body, Body.Reader {
    private final Body source;
    private final int wantedBytes;
    private final Consumer<OpenedBody> then;
    private final WaitingBuffer held;
    private @Nullable Reader reader;
    private @Nullable Failure failure;
    private boolean opened;
    private boolean accepting;
    private boolean delivering;
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
        this.held = new WaitingBuffer(room);
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
        return held.bytes();
    }

    /** A whole body's bytes, which are the caller's to release from now on. */
    ByteBuf takeWhole() {
        over = true;
        return held.take();
    }

    @Override
    public long declaredBytes() {
        return ended ? beginning().readableBytes() : source.declaredBytes();
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        goOn(newReader);
    }

    @Override
    public void more() {
        behind = false;
        Reader current = reader;
        if (current != null && !delivering) {
            goOn(current);
        }
    }

    /** First what waits goes on, as there is room for it, then what comes. */
    private void goOn(Reader current) {
        delivering = true;
        while (held.isReadable() && !behind && !over) {
            behind = !held.handTo(current);
        }
        delivering = false;
        if (over || held.isReadable()) {
            return;
        }
        held.drop();
        if (failure != null) {
            over = true;
            current.fail(failure);
        } else if (ended) {
            over = true;
            current.end();
        } else if (!behind && !accepting) {
            source.more();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            held.drop();
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
        boolean hasRoom = held.add(slice, Math.min(source.declaredBytes(), wantedBytes));
        if (!opened && (!hasRoom || beginning().readableBytes() > wantedBytes)) {
            opened = true;
            accepting = true;
            then.accept(this);
            accepting = false;
        }
        return over || !opened || (reader != null && !behind);
    }

    @Override
    public int room() {
        return reader == null ? Integer.MAX_VALUE : reader.room();
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
        } else if (current != null && !held.isReadable()) {
            over = true;
            current.end();
        }
    }

    @Override
    public void fail(Failure cause) {
        if (over) {
            return;
        }
        held.drop();
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
}
