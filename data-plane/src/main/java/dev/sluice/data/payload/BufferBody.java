package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A body that is at hand in one buffer, which is released unless somebody reads it. Confined to the exchange's loop. */
final class BufferBody implements Body {
    private final long declared;
    private @Nullable ByteBuf buffer;

    BufferBody(ByteBuf buffer) {
        this.declared = buffer.readableBytes();
        this.buffer = buffer;
    }

    @Override
    public long declaredBytes() {
        return declared;
    }

    @Override
    public void readTo(Reader reader) {
        ByteBuf whole = buffer;
        buffer = null;
        if (whole != null && whole.isReadable()) {
            reader.accept(whole);
        } else if (whole != null) {
            whole.release();
        }
        reader.end();
    }

    @Override
    public void more() {}

    @Override
    public void cancel() {
        ByteBuf unread = buffer;
        buffer = null;
        if (unread != null) {
            unread.release();
        }
    }
}
