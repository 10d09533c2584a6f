package dev.sluice.data.edge;

import dev.sluice.data.edge.ReplyHead.BodyEnd;
import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.netty.HeadBytes;
import dev.sluice.data.netty.Wire;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Writes one reply. Small slices are copied behind the head, so that a small reply leaves in one buffer; large ones
 * follow as they are, and everything at hand leaves in one flush. Confined to the connection's loop.
 */
final class ReplyStream implements Body.Reader {
    private static final int MAX_COPIED_BYTES = 4_096;
    private static final int HEAD_BYTES = 1_024;
    private static final int MAX_CHUNK_LINE_BYTES = 20;

    private final Call call;
    private final Channel channel;
    private final Body body;
    private final BodyEnd end;
    private final long declared;
    private @Nullable ByteBuf pending;
    private boolean headWritten;
    private boolean behind;
    private boolean done;
    private long sent;

    ReplyStream(Call call, Channel channel, Body body, BodyEnd end, ByteBuf head) {
        this.call = call;
        this.channel = channel;
        this.body = body;
        this.end = end;
        this.declared = body.declaredBytes();
        this.pending = head;
    }

    /** A buffer with a head and room for a small body behind it. */
    static ByteBuf newHead(Channel channel, HeadBytes head, long bodyBytes) {
        int room = bodyBytes > 0 && bodyBytes <= MAX_COPIED_BYTES ? (int) bodyBytes : 0;
        ByteBuf buffer = channel.alloc().ioBuffer(HEAD_BYTES + room);
        head.writeTo(buffer);
        return buffer;
    }

    /** Bytes of the body that were handed to the transport. */
    long sent() {
        return sent;
    }

    /** Something of the reply may be on the wire, so that it cannot be taken back. */
    boolean isBegun() {
        return headWritten;
    }

    void start() {
        if (end == BodyEnd.NONE || declared == 0) {
            body.cancel();
            finish();
        } else {
            body.readTo(this);
        }
    }

    /** A reply to HEAD: the head tells the length of a body that is not sent. */
    void startWithoutBody() {
        body.cancel();
        finish();
    }

    /** The transport has room again. */
    void resume() {
        if (behind && !done) {
            behind = false;
            body.more();
        }
    }

    /** Nothing more is written. */
    void stop() {
        if (!done) {
            done = true;
            body.cancel();
            releasePending();
        }
    }

    @Override
    public boolean accept(ByteBuf slice) {
        int count = slice.readableBytes();
        if (done || (end == BodyEnd.LENGTH && sent + count > declared)) {
            slice.release();
            if (!done) {
                fail(new Failure.IntegrationInvalid("more bytes than declared"));
            }
            return false;
        }
        if (count == 0) {
            slice.release();
            return true;
        }
        sent += count;
        write(slice, count);
        behind = !channel.isWritable();
        if (behind) {
            flush();
            behind = !channel.isWritable();
        }
        return !behind;
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
        if (end == BodyEnd.LENGTH && sent != declared) {
            fail(new Failure.IntegrationUnreachable("fewer bytes than declared"));
            return;
        }
        if (end == BodyEnd.CHUNKS) {
            buffer(5).writeByte('0').writeShort(FieldSyntax.LINE_END).writeShort(FieldSyntax.LINE_END);
        }
        finish();
    }

    @Override
    public void fail(Failure failure) {
        if (!done) {
            stop();
            call.replyBroken(this, failure);
        }
    }

    private void finish() {
        done = true;
        writePending();
        call.replyWritten();
    }

    private void write(ByteBuf slice, int count) {
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

    private ByteBuf buffer(int bytes) {
        ByteBuf current = pending;
        if (current == null) {
            current = channel.alloc().ioBuffer(Math.max(bytes, MAX_CHUNK_LINE_BYTES));
            pending = current;
        }
        return current;
    }

    private void flush() {
        writePending();
        call.flushSoon();
    }

    private void writePending() {
        ByteBuf current = pending;
        if (current != null) {
            pending = null;
            headWritten = true;
            Wire.write(channel, current);
        }
    }

    private void releasePending() {
        ByteBuf current = pending;
        if (current != null) {
            pending = null;
            current.release();
        }
    }

    private static void writeHex(int value, ByteBuf out) {
        if (value >= 16) {
            writeHex(value >>> 4, out);
        }
        out.writeByte("0123456789abcdef".charAt(value & 15));
    }
}
