package dev.sluice.data.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/** What the streams of one HTTP/2 connection write to its codec and ask of it. Confined to the connection's loop. */
final class Http2Wire {
    private static final int FRAME_BYTES = 16_384;

    private final Http2ServerConnection handler;
    private final FrameCounts counts;

    Http2Wire(Http2ServerConnection handler, FrameCounts counts) {
        this.handler = handler;
        this.counts = counts;
    }

    private Http2RemoteFlowController flow() {
        return handler.encoder().flowController();
    }

    /** Whether the client's windows and the transport have room for a stream. */
    boolean isWritable(Http2Stream stream) {
        return flow().isWritable(stream);
    }

    /** How many bytes of a stream its client and the transport take now. */
    int window(Http2Stream stream) {
        Http2RemoteFlowController flow = flow();
        return flow.isWritable(stream)
                ? Math.min(
                        flow.windowSize(stream),
                        flow.windowSize(handler.connection().connectionStream()))
                : 0;
    }

    /** Whether bytes for a stream wait because the client's windows are full. */
    boolean isBlocked(Http2Stream stream) {
        Http2RemoteFlowController flow = flow();
        Http2Connection connection = handler.connection();
        return flow.hasFlowControlled(stream)
                && (flow.windowSize(stream) <= 0 || flow.windowSize(connection.connectionStream()) <= 0);
    }

    /** Whether the client has sent all that it will on a stream. */
    static boolean isHalfClosed(Http2Stream stream) {
        return stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE || stream.state() == Http2Stream.State.CLOSED;
    }

    ChannelFuture head(Http2Stream stream, Http2Headers fields, boolean last) {
        ChannelHandlerContext ctx = handler.context();
        return handler.encoder().writeHeaders(ctx, stream.id(), fields, 0, last, ctx.newPromise());
    }

    ChannelFuture data(Http2Stream stream, ByteBuf slice, boolean last) {
        ChannelHandlerContext ctx = handler.context();
        counts.dataSent(1 + slice.readableBytes() / FRAME_BYTES);
        return handler.encoder().writeData(ctx, stream.id(), slice, 0, last, ctx.newPromise());
    }

    /** Gives a client leave to send its body. */
    void proceed(Http2Stream stream) {
        var _ = head(stream, new DefaultHttp2Headers(false).status("100"), false);
        handler.flushSoon();
    }

    /** Bytes of a stream's body are done with: the client may send as many more. */
    void taken(Http2Stream stream, int count) {
        try {
            if (handler.connection().local().flowController().consumeBytes(stream, count)) {
                handler.flushSoon();
            }
        } catch (Http2Exception broken) {
            handler.onError(handler.context(), true, broken);
        }
    }

    /** The client may send so many bytes more of all bodies together before they are taken. */
    void widen(int more) {
        try {
            handler.connection()
                    .local()
                    .flowController()
                    .incrementWindowSize(handler.connection().connectionStream(), more);
            handler.flushSoon();
        } catch (Http2Exception broken) {
            handler.onError(handler.context(), true, broken);
        }
    }

    void reset(Http2Stream stream, Http2Error reason) {
        ChannelHandlerContext ctx = handler.context();
        var _ = handler.resetStream(ctx, stream.id(), reason.code(), ctx.newPromise());
        handler.flushSoon();
    }
}
