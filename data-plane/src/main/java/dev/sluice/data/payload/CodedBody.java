package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A body that a coder rewrites on its way, at the reader's pace. After {@value #TURN_BYTES} bytes other work of the loop
 * has its turn, so that no body holds it, whatever the size of its slices. Confined to the exchange's loop.
 */
final class CodedBody implements Body, Body.Reader {
    private static final int PIECE_BYTES = 16 * 1024;
    static final int TURN_BYTES = 64 * 1024;

    private final Body source;
    private final Coder coder;
    private final long declared;
    private final Failure unsound;
    private final EventExecutor loop;
    private final Queue<ByteBuf> ready = new ArrayDeque<>(4);
    private @Nullable Reader reader;
    private @Nullable ByteBuf input;
    private int turnBytes;
    private boolean resting;
    private boolean pumping;
    private boolean behind;
    private boolean sourceEnded;
    private boolean coderEnded;
    private boolean over;

    /**
     * A body that is read once.
     *
     * @param declared how long it will be, when that is known
     * @param unsound what its reader is told when the source is not what the coder takes
     */
    CodedBody(Body source, Coder coder, long declared, Failure unsound, EventExecutor loop) {
        this.source = source;
        this.coder = coder;
        this.declared = declared;
        this.unsound = unsound;
        this.loop = loop;
    }

    @Override
    public long declaredBytes() {
        return declared;
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        source.readTo(this);
    }

    @Override
    public void more() {
        behind = false;
        if (!pumping) {
            pump();
            askForMore();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            finish();
            source.cancel();
        }
    }

    @Override
    public boolean accept(ByteBuf slice) {
        if (over) {
            slice.release();
            return true;
        }
        input = slice;
        pump();
        return input == null && !behind && !resting;
    }

    @Override
    public int room() {
        return reader == null ? Integer.MAX_VALUE : reader.room();
    }

    @Override
    public void idle() {
        Reader current = reader;
        if (current != null && !over && !behind && !resting) {
            current.idle();
        }
    }

    @Override
    public void end() {
        sourceEnded = true;
        pump();
    }

    @Override
    public void fail(Failure failure) {
        Reader current = reader;
        if (current != null && !over) {
            finish();
            current.fail(failure);
        }
    }

    private void pump() {
        Reader current = reader;
        if (current == null || pumping) {
            return;
        }
        pumping = true;
        try {
            boolean moved = true;
            while (moved && !over && !resting) {
                moved = deliver(current) && step(current);
            }
        } finally {
            pumping = false;
        }
    }

    /** Hands on what is ready; false when the reader is behind or gone. */
    private boolean deliver(Reader current) {
        while (!behind && !over) {
            ByteBuf slice = ready.poll();
            if (slice == null) {
                return true;
            }
            behind = !current.accept(slice);
        }
        return false;
    }

    /** Works on the next piece, or ends; false when there is nothing to do for now. */
    private boolean step(Reader current) {
        ByteBuf slice = input;
        if (slice != null && turnBytes >= TURN_BYTES) {
            resting = true;
            loop.execute(this::goOn);
        } else if (slice != null) {
            if (!coder.take(nextPiece(slice), ready)) {
                breakOff(current);
            }
        } else if (sourceEnded && !coderEnded) {
            coderEnded = true;
            if (!coder.end(ready)) {
                breakOff(current);
            }
        } else if (coderEnded) {
            finish();
            current.end();
        } else {
            return false;
        }
        return true;
    }

    private ByteBuf nextPiece(ByteBuf slice) {
        if (slice.readableBytes() > PIECE_BYTES) {
            turnBytes += PIECE_BYTES;
            return slice.readRetainedSlice(PIECE_BYTES);
        }
        turnBytes += slice.readableBytes();
        input = null;
        return slice;
    }

    private void goOn() {
        resting = false;
        turnBytes = 0;
        if (over) {
            return;
        }
        pump();
        idle();
        askForMore();
    }

    private void askForMore() {
        if (!over && !behind && !resting && !sourceEnded && input == null) {
            source.more();
        }
    }

    private void breakOff(Reader current) {
        finish();
        if (!sourceEnded) {
            source.cancel();
        }
        current.fail(unsound);
    }

    private void finish() {
        over = true;
        coder.close();
        ByteBuf rest = input;
        input = null;
        if (rest != null) {
            rest.release();
        }
        for (ByteBuf slice = ready.poll(); slice != null; slice = ready.poll()) {
            slice.release();
        }
    }
}
