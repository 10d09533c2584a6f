package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The body of one request: slices from the client wait here until the reader takes them. Confined to the loop. */
final class InboundBody implements Body {
    /** With so many bytes waiting the client is held back. */
    private static final int MAX_WAITING_BYTES = 65_536;

    private final Carrier carrier;
    private final long declared;
    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(2);
    private int waitingBytes;
    private long received;
    private @Nullable Reader reader;
    private @Nullable Failure failure;
    private @Nullable Consumer<ByteBuf> listener;
    private boolean behind;
    private boolean ended;
    private boolean cancelled;
    private boolean told;
    private boolean delivering;

    InboundBody(Carrier carrier, long declared) {
        this.carrier = carrier;
        this.declared = declared;
    }

    @Override
    public long declaredBytes() {
        return declared;
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        if (received == 0 && !ended) {
            carrier.bodyWanted();
        }
        deliver();
        idle();
    }

    @Override
    public void more() {
        behind = false;
        deliver();
        idle();
    }

    @Override
    public void cancel() {
        cancelled = true;
        release();
        carrier.bodyMoved();
    }

    /** Bytes that came so far. */
    long received() {
        return received;
    }

    /** Bytes that came and wait here no more. */
    long taken() {
        return received - waitingBytes;
    }

    boolean ended() {
        return ended;
    }

    /** Whether nobody will take the rest. */
    boolean isDropped() {
        return cancelled;
    }

    /** Whether somebody takes the slices. */
    boolean isRead() {
        return reader != null && !cancelled;
    }

    /** Whether the client is to be held back until the reader has caught up. */
    boolean isFull() {
        return waitingBytes >= MAX_WAITING_BYTES && !ended;
    }

    /** Whether the client could go on sending for all this node does. */
    boolean isWanted() {
        return (reader != null || cancelled) && !isFull();
    }

    /** Has every slice heard as it comes, whether or not anybody reads it; those that wait at once. */
    void hear(Consumer<ByteBuf> newListener) {
        listener = newListener;
        waiting.forEach(newListener);
    }

    /** A slice came; takes the duty to release it. */
    void accept(ByteBuf slice) {
        received += slice.readableBytes();
        if (listener != null) {
            listener.accept(slice);
        }
        if (cancelled || failure != null || !slice.isReadable()) {
            slice.release();
            return;
        }
        waiting.add(slice);
        waitingBytes += slice.readableBytes();
        deliver();
    }

    /** The last slice came before. */
    void end() {
        ended = true;
        deliver();
    }

    /** Nothing more is at hand for now. */
    void idle() {
        Reader current = reader;
        if (current != null && !told && !cancelled) {
            current.idle();
        }
    }

    /** The rest will not come. */
    void fail(Failure cause) {
        if (!ended && failure == null) {
            failure = cause;
            release();
            deliver();
        }
    }

    void release() {
        for (ByteBuf slice = waiting.poll(); slice != null; slice = waiting.poll()) {
            slice.release();
        }
        waitingBytes = 0;
    }

    private void deliver() {
        Reader current = reader;
        if (delivering) {
            return;
        }
        if (current == null) {
            carrier.bodyMoved();
            return;
        }
        delivering = true;
        try {
            for (ByteBuf slice = next(); slice != null; slice = next()) {
                waitingBytes -= slice.readableBytes();
                behind = !current.accept(slice);
            }
        } finally {
            delivering = false;
        }
        carrier.bodyMoved();
        if (!told && !cancelled && waiting.isEmpty()) {
            tell(current);
        }
    }

    private @Nullable ByteBuf next() {
        return behind || cancelled ? null : waiting.poll();
    }

    private void tell(Reader current) {
        Failure cause = failure;
        if (cause != null) {
            told = true;
            current.fail(cause);
        } else if (ended) {
            told = true;
            current.end();
        }
    }
}
