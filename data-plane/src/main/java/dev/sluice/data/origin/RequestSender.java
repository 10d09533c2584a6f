package dev.sluice.data.origin;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request's body after its head, at the pace of the slower side. The head waits for the first slice, so that a
 * small body leaves in one buffer with it. One per request with a body; confined to its loop.
 */
final class RequestSender implements Body.Reader {
    private static final ByteBuf LINE_END = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2).writeBytes(new byte[] {'\r', '\n'}).asReadOnly());
    private static final ByteBuf LAST_CHUNK = Unpooled.unreleasableBuffer(Unpooled.directBuffer(5)
            .writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
            .asReadOnly());

    private final OriginConnection connection;
    private final Channel channel;
    private final Body body;
    private final boolean chunked;
    private long leftBytes;
    private @Nullable ByteBuf head;
    private boolean done;
    private boolean behind;

    RequestSender(OriginConnection connection, Channel channel, Body body, ByteBuf head) {
        this.connection = connection;
        this.channel = channel;
        this.body = body;
        this.head = head;
        this.chunked = body.declaredBytes() == Body.UNKNOWN;
        this.leftBytes = body.declaredBytes();
    }

    void start() {
        body.readTo(this);
        if (!done) {
            flush();
        }
    }

    @Override
    public boolean accept(ByteBuf slice) {
        int bytes = slice.readableBytes();
        if (done || bytes == 0) {
            slice.release();
            return true;
        }
        if (chunked) {
            writeChunk(slice, bytes);
        } else if (bytes > leftBytes) {
            slice.release();
            fail(new Failure.ClientGone());
        } else {
            leftBytes -= bytes;
            writeSlice(slice, bytes);
        }
        if (!channel.isWritable()) {
            flush();
            behind = !channel.isWritable();
        }
        return !behind;
    }

    private void writeChunk(ByteBuf slice, int bytes) {
        ByteBuf size = channel.alloc().ioBuffer(12);
        ByteBufUtil.writeAscii(size, Integer.toHexString(bytes));
        size.writeBytes(LINE_END.duplicate());
        writeHead();
        write(size);
        write(slice);
        write(LINE_END.duplicate());
    }

    private void writeSlice(ByteBuf slice, int bytes) {
        ByteBuf pending = head;
        if (pending != null && pending.writableBytes() >= bytes) {
            pending.writeBytes(slice);
            slice.release();
        } else {
            writeHead();
            write(slice);
        }
    }

    private void writeHead() {
        ByteBuf pending = head;
        if (pending != null) {
            head = null;
            write(pending);
        }
    }

    private void write(ByteBuf bytes) {
        var _ = channel.write(bytes, channel.voidPromise());
    }

    private void flush() {
        writeHead();
        channel.flush();
    }

    @Override
    public void idle() {
        if (!done) {
            flush();
        }
    }

    @Override
    public void end() {
        if (done) {
            return;
        }
        if (leftBytes > 0) {
            fail(new Failure.ClientGone());
            return;
        }
        done = true;
        writeHead();
        if (chunked) {
            write(LAST_CHUNK.duplicate());
        }
        channel.flush();
        connection.requestSent();
    }

    @Override
    public void fail(Failure failure) {
        if (!done) {
            done = true;
            dropHead();
            connection.requestFailed(failure);
        }
    }

    /** The connection can take more. */
    void writable() {
        if (behind && !done) {
            behind = false;
            body.more();
            idle();
        }
    }

    /** Nobody will read the rest of the request. */
    void stop() {
        if (!done) {
            done = true;
            dropHead();
            body.cancel();
        }
    }

    /** Whether the client, not the origin, is what the call waits for. */
    boolean waitsForClient() {
        return !done && !behind;
    }

    private void dropHead() {
        ByteBuf pending = head;
        if (pending != null) {
            head = null;
            pending.release();
        }
    }
}
