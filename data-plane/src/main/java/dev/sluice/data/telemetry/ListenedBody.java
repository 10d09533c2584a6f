package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Passes a body on as it is and keeps the first bytes of it for a log. Confined to the exchange's loop. */
final class ListenedBody implements Body, Body.Reader {
    private final Body source;
    private final int maxBytes;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private @Nullable Reader reader;

    ListenedBody(Body source, int maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    /** What has passed so far, up to the limit. */
    byte[] heard() {
        return heard.toByteArray();
    }

    @Override
    public long declaredBytes() {
        return source.declaredBytes();
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        source.readTo(this);
    }

    @Override
    public void more() {
        source.more();
    }

    @Override
    public void cancel() {
        source.cancel();
    }

    @Override
    public boolean accept(ByteBuf slice) {
        int kept = Math.min(slice.readableBytes(), maxBytes - heard.size());
        if (kept > 0) {
            byte[] bytes = new byte[kept];
            slice.getBytes(slice.readerIndex(), bytes);
            heard.writeBytes(bytes);
        }
        return readerOrThrow().accept(slice);
    }

    @Override
    public void idle() {
        readerOrThrow().idle();
    }

    @Override
    public void end() {
        readerOrThrow().end();
    }

    @Override
    public void fail(Failure failure) {
        readerOrThrow().fail(failure);
    }

    private Reader readerOrThrow() {
        Reader current = reader;
        if (current == null) {
            throw new IllegalStateException("nobody reads the body");
        }
        return current;
    }
}
