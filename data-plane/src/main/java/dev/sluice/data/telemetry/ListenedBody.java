package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Passes a body on as it is and lets a log hear its first bytes. Confined to the exchange's loop. */
final class ListenedBody implements Body, Body.Reader {
    private final Body source;
    private final HeardBytes heard;
    private @Nullable Reader reader;

    ListenedBody(Body source, HeardBytes heard) {
        this.source = source;
        this.heard = heard;
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
        heard.accept(slice);
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
