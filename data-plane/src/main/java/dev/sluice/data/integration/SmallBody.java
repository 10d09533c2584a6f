package dev.sluice.data.integration;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a body whole under a limit, then says so once. Confined to the exchange's loop. */
final class SmallBody implements Body.Reader {
    private final Body body;
    private final int maxBytes;
    private final Consumer<SmallBody> then;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private @Nullable Failure failure;
    private boolean over;

    SmallBody(Body body, int maxBytes, Consumer<SmallBody> then) {
        this.body = body;
        this.maxBytes = maxBytes;
        this.then = then;
    }

    byte[] bytes() {
        return collected.toByteArray();
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    @Override
    public boolean accept(ByteBuf slice) {
        try {
            if (!over && collected.size() + slice.readableBytes() > maxBytes) {
                settle(new Failure.Configuration("the body of a mock is too large to hold a status"));
                body.cancel();
            } else if (!over) {
                byte[] bytes = new byte[slice.readableBytes()];
                slice.readBytes(bytes);
                collected.writeBytes(bytes);
            }
        } finally {
            slice.release();
        }
        return true;
    }

    @Override
    public void end() {
        settle(null);
    }

    @Override
    public void fail(Failure cause) {
        settle(cause);
    }

    private void settle(@Nullable Failure cause) {
        if (!over) {
            over = true;
            failure = cause;
            then.accept(this);
        }
    }
}
