package dev.sluice.data.edge;

import dev.sluice.data.edge.ReplyHead.BodyEnd;
import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.netty.HeadBytes;
import dev.sluice.data.netty.Wire;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A reply in HTTP/1.x. Small slices are copied behind the head, so that a small reply leaves in one buffer; large ones
 * follow as they are, and everything at hand leaves in one flush.
 */
final class Http1Reply extends ReplyStream {
    private static final int MAX_COPIED_BYTES = 4_096;
    private static final int HEAD_BYTES = 1_024;
    private static final int MAX_CHUNK_LINE_BYTES = 20;

    private final ServerConnection connection;
    private final Channel channel;
    private final BodyEnd end;
    private @Nullable ByteBuf pending;
    private boolean headWritten;

    Http1Reply(Call call, ServerConnection connection, Exchange done, BodyEnd end, boolean keepAlive) {
        super(call, done.reply().body(), end == BodyEnd.NONE);
        this.connection = connection;
        this.channel = connection.channel();
        this.end = end;
        long length = done.reply().body().declaredBytes();
        HeadBytes head = HeadBytes.empty();
        ReplyHead.writeStatus(done.reply().status(), connection.loop().date(), head);
        ReplyHead.writeFraming(end, length, keepAlive, head);
        ReplyHead.writeRequestId(done.requestId(), head);
        ReplyHead.writeExtendedRequestId(done.extendedRequestId(), head);
        ReplyHead.writeFields(done.reply().headers(), head);
        this.pending = newHead(channel, head, call.isHead() ? 0 : length);
    }

    /** How the end of a reply's body will be found. */
    static BodyEnd endOf(Call call, Reply reply) {
        long declaredBytes = reply.body().declaredBytes();
        if (reply.status() == 204 || reply.status() == 304) {
            return BodyEnd.NONE;
        }
        if (call.isHead() && declaredBytes <= 0) {
            return BodyEnd.NONE;
        }
        if (declaredBytes >= 0) {
            return BodyEnd.LENGTH;
        }
        return call.isHttp10() ? BodyEnd.CLOSE : BodyEnd.CHUNKS;
    }

    /** A buffer with a head and room for a small body behind it. */
    static ByteBuf newHead(Channel channel, HeadBytes head, long bodyBytes) {
        int room = bodyBytes > 0 && bodyBytes <= MAX_COPIED_BYTES ? (int) bodyBytes : 0;
        ByteBuf buffer = channel.alloc().ioBuffer(HEAD_BYTES + room);
        head.writeTo(buffer);
        return buffer;
    }

    @Override
    boolean isBegun() {
        return headWritten;
    }

    @Override
    boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    void write(ByteBuf slice, int count) {
        if (end == BodyEnd.CHUNKS) {
            ByteBuf line = buffer(MAX_CHUNK_LINE_BYTES);
            writeHex(count, line);
            line.writeShort(FieldSyntax.LINE_END);
        }
        if (count <= MAX_COPIED_BYTES) {
            buffer(count + 2).writeBytes(slice);
            slice.release();
        } else {
            writePending();
            Wire.write(channel, slice);
        }
        if (end == BodyEnd.CHUNKS) {
            buffer(2).writeShort(FieldSyntax.LINE_END);
        }
    }

    @Override
    void writeEnd(boolean streamed) {
        if (streamed && end == BodyEnd.CHUNKS) {
            buffer(5).writeByte('0').writeShort(FieldSyntax.LINE_END).writeShort(FieldSyntax.LINE_END);
        }
        writePending();
    }

    @Override
    void flush() {
        writePending();
        connection.flushSoon();
    }

    @Override
    void discard() {
        ByteBuf current = pending;
        if (current != null) {
            pending = null;
            current.release();
        }
    }

    private ByteBuf buffer(int bytes) {
        ByteBuf current = pending;
        if (current == null) {
            current = channel.alloc().ioBuffer(Math.max(bytes, MAX_CHUNK_LINE_BYTES));
            pending = current;
        }
        return current;
    }

    private void writePending() {
        ByteBuf current = pending;
        if (current != null) {
            pending = null;
            headWritten = true;
            Wire.write(channel, current);
        }
    }

    private static void writeHex(int value, ByteBuf out) {
        if (value >= 16) {
            writeHex(value >>> 4, out);
        }
        out.writeByte("0123456789abcdef".charAt(value & 15));
    }
}
