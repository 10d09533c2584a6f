package dev.sluice.data.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;

/** Hands the connection what the codec decoded. */
final class Http2Frames extends Http2FrameAdapter {
    private final Http2ServerConnection connection;

    Http2Frames(Http2ServerConnection connection) {
        this.connection = connection;
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers fields, int padding, boolean last) {
        connection.fields(id, fields, last);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int id,
            Http2Headers fields,
            int dependsOn,
            short weight,
            boolean exclusive,
            int padding,
            boolean last) {
        connection.fields(id, fields, last);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf slice, int padding, boolean last) {
        return connection.data(id, slice, padding > 0, last) + padding;
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int bytes) {
        connection.widened(id);
    }
}
