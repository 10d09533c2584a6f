package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * A reply on a stream of HTTP/2. The head leaves with the first slice, and the last slice ends the stream where its length
 * was told. It keeps to the windows of the client and the {@link ReplyRoom}: a slice that does not fit waits in the codec, and
 * none follows it.
 */
final class Http2Reply extends ReplyStream {
    private final Http2Carrier carrier;
    private @Nullable Http2Headers head;
    private boolean ended;

    Http2Reply(Call call, Http2Carrier carrier, Body body, boolean bodiless, Http2Headers head) {
        super(call, body, bodiless);
        this.carrier = carrier;
        this.head = head;
    }

    @Override
    boolean isBegun() {
        return head == null;
    }

    @Override
    boolean isWritable() {
        return carrier.isWritable();
    }

    @Override
    int roomOfClient() {
        return carrier.room();
    }

    @Override
    void waits() {
        carrier.waits();
    }

    @Override
    void write(ByteBuf slice, int count) {
        writeHead(false);
        ended = isWhole();
        carrier.writeData(slice, ended);
    }

    @Override
    void writeEnd(boolean streamed) {
        if (head != null) {
            writeHead(true);
        } else if (!ended) {
            carrier.writeData(Unpooled.EMPTY_BUFFER, true);
        }
    }

    private void writeHead(boolean last) {
        Http2Headers pending = head;
        if (pending != null) {
            head = null;
            ended = last;
            carrier.writeHead(pending, last);
        }
    }

    @Override
    void flush() {
        writeHead(false);
        carrier.flushSoon();
    }

    @Override
    void discard() {
        // what was written is the codec's, and goes with its stream
    }
}
