package dev.sluice.data.payload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Runs a coder over a short body that is at hand. Pure but for the buffers. */
final class WholeCoding {
    private WholeCoding() {}

    /** Takes the whole and gives its coded form, in one buffer; null when the coder does not take it. */
    static @Nullable ByteBuf of(ByteBuf whole, Coder coder) {
        Queue<ByteBuf> pieces = new ArrayDeque<>(4);
        try (coder) {
            boolean sound = coder.take(whole, pieces) && coder.end(pieces);
            if (!sound) {
                pieces.forEach(ByteBuf::release);
                return null;
            }
        }
        return joined(pieces);
    }

    private static ByteBuf joined(Queue<ByteBuf> pieces) {
        ByteBuf first = pieces.poll();
        if (first == null || pieces.isEmpty()) {
            return first == null ? Unpooled.EMPTY_BUFFER : first;
        }
        int bytes = first.readableBytes();
        for (ByteBuf each : pieces) {
            bytes += each.readableBytes();
        }
        ByteBuf joined = ByteBufAllocator.DEFAULT.ioBuffer(bytes);
        for (ByteBuf each = first; each != null; each = pieces.poll()) {
            joined.writeBytes(each);
            each.release();
        }
        return joined;
    }
}
