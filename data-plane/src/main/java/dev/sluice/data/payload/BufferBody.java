package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.HeldBodies;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A body that is at hand in one buffer, which is released unless somebody reads it, and counted until it is handed on.
 * Confined to the exchange's loop.
 */
final class BufferBody implements Body {
    private final long declared;
    private final WaitingBuffer waiting;
    private @Nullable Reader reader;
    private boolean delivering;
    private boolean behind;
    private boolean over;

    /**
     * A body that nobody reads yet.
     *
     * @param room where its bytes count; when there is none they exist all the same
     */
    BufferBody(ByteBuf buffer, HeldBodies room) {
        this.declared = buffer.readableBytes();
        this.waiting = new WaitingBuffer(room);
        var _ = waiting.add(buffer, declared);
    }

    @Override
    public long declaredBytes() {
        return declared;
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

    private void deliver(Reader current) {
        delivering = true;
        while (waiting.isReadable() && !behind) {
            behind = !waiting.handTo(current);
        }
        delivering = false;
        if (!waiting.isReadable() && !over) {
            cancel();
            current.end();
        }
    }

    @Override
    public void cancel() {
        over = true;
        waiting.drop();
    }
}
