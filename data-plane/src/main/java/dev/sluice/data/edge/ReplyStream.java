package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;

/**
 * Writes one reply: takes the body's slices, holds them to the length that was told, and keeps to the client's pace. How
 * bytes look on the wire is its subclasses' matter. Confined to the loop.
 */
abstract class ReplyStream implements Body.Reader {
    private final Call call;
    private final Body body;
    private final boolean bodiless;
    private final long declared;
    private boolean behind;
    private boolean full;
    private boolean done;
    private long sent;

    /**
     * A reply that is not started yet.
     *
     * @param bodiless whether its status allows no body
     */
    ReplyStream(Call call, Body body, boolean bodiless) {
        this.call = call;
        this.body = body;
        this.bodiless = bodiless;
        this.declared = body.declaredBytes();
    }

    /** Something of the reply may be on the wire, so that it cannot be taken back. */
    abstract boolean isBegun();

    /** Takes a slice and the duty to release it. */
    abstract void write(ByteBuf slice, int count);

    abstract boolean isWritable();

    /** How many bytes the client could take now; 0 only where {@link #resume} is called when it can take more. */
    int roomOfClient() {
        return Integer.MAX_VALUE;
    }

    /** The client has to take something before more is written. */
    void waits() {}

    /** Sends what was written. */
    abstract void flush();

    /**
     * Writes the end, unless the last slice was marked as such.
     *
     * @param streamed whether a body came before, whose length the head does not tell
     */
    abstract void writeEnd(boolean streamed);

    /** Releases what was written and is not on its way. */
    abstract void discard();

    /** Bytes of the body that were handed to the transport. */
    final long sent() {
        return sent;
    }

    /** Whether every byte was handed over that the head told of. */
    final boolean isWhole() {
        return declared >= 0 && sent == declared;
    }

    final void start() {
        if (bodiless || declared == 0) {
            startWithoutBody();
        } else {
            body.readTo(this);
        }
    }

    /** The head is all; also for a reply to HEAD, where it tells the length of a body that is not sent. */
    final void startWithoutBody() {
        body.cancel();
        finish(false);
    }

    /** The transport has room again. */
    final void resume() {
        if ((behind || full) && !done) {
            behind = false;
            full = false;
            body.more();
        }
    }

    /** Nothing more is written. */
    final void stop() {
        if (!done) {
            done = true;
            body.cancel();
            discard();
        }
    }

    @Override
    public final boolean accept(ByteBuf slice) {
        int count = slice.readableBytes();
        if (done || (declared >= 0 && sent + count > declared)) {
            slice.release();
            if (!done) {
                fail(new Failure.IntegrationInvalid("more bytes than declared"));
            }
            return false;
        }
        if (count == 0) {
            slice.release();
            return true;
        }
        sent += count;
        write(slice, count);
        behind = !isWritable();
        if (behind) {
            flush();
            behind = !done && !isWritable();
            if (behind) {
                waits();
            }
        }
        return !behind;
    }

    @Override
    public final int room() {
        int room = done ? Integer.MAX_VALUE : roomOfClient();
        full = room == 0;
        return room;
    }

    @Override
    public final void idle() {
        if (!done) {
            flush();
        }
    }

    @Override
    public final void end() {
        if (done) {
            return;
        }
        if (declared >= 0 && sent != declared) {
            fail(new Failure.IntegrationUnreachable("fewer bytes than declared"));
            return;
        }
        finish(declared < 0);
    }

    @Override
    public final void fail(Failure failure) {
        if (!done) {
            stop();
            call.replyBroken(this, failure);
        }
    }

    private void finish(boolean streamed) {
        done = true;
        writeEnd(streamed);
        call.replyWritten();
    }
}
