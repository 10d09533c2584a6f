package dev.sluice.data.pipeline;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes a body on as it is, slice by slice, each shown to a listener before. Confined to the exchange's loop. */
public final class ListenedBody implements Body, Body.Reader {
    private final Body source;
    private final Consumer<ByteBuf> listener;
    private @Nullable Reader reader;

    /**
     * A body that nobody has read yet.
     *
     * @param listener leaves each slice as it is, and keeps none
     */
    public ListenedBody(Body source, Consumer<ByteBuf> listener) {
        this.source = source;
        this.listener = listener;
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
        listener.accept(slice);
        return readerOrThrow().accept(slice);
    }

    @Override
    public int room() {
        return readerOrThrow().room();
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
