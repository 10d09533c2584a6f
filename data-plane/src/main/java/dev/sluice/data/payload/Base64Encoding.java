package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Base64;
import java.util.Queue;

/** Turns bytes into base64 text: standard alphabet, padded, on one line. */
final class Base64Encoding implements Coder {
    private byte[] pending = {};

    /** The length of the text for so many bytes. */
    static long encodedBytes(long plainBytes) {
        return plainBytes == Body.UNKNOWN ? Body.UNKNOWN : (plainBytes + 2) / 3 * 4;
    }

    @Override
    public boolean take(ByteBuf slice, Queue<ByteBuf> out) {
        int kept = pending.length;
        int bytes = kept + slice.readableBytes();
        byte[] whole = new byte[bytes - bytes % 3];
        if (whole.length == 0) {
            byte[] longer = new byte[bytes];
            System.arraycopy(pending, 0, longer, 0, kept);
            slice.readBytes(longer, kept, bytes - kept);
            pending = longer;
        } else {
            System.arraycopy(pending, 0, whole, 0, kept);
            slice.readBytes(whole, kept, whole.length - kept);
            pending = new byte[slice.readableBytes()];
            slice.readBytes(pending);
            out.add(Unpooled.wrappedBuffer(Base64.getEncoder().encode(whole)));
        }
        slice.release();
        return true;
    }

    @Override
    public boolean end(Queue<ByteBuf> out) {
        if (pending.length > 0) {
            out.add(Unpooled.wrappedBuffer(Base64.getEncoder().encode(pending)));
        }
        return true;
    }
}
