package dev.sluice.data.edge;

import dev.sluice.data.edge.EdgeTls.Shown;
import dev.sluice.data.netty.Wire;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.Mapping;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the TLS listener until its handshake is done; then the connection of the protocol that was agreed on
 * takes its place. Confined to the loop.
 */
final class TlsEntry extends EntryHandler {
    private static final Logger LOG = Logger.getLogger(TlsEntry.class);

    /** A greeting of more bytes is none of a client that means well. */
    private static final int MAX_HELLO_BYTES = 16_384;

    private final Edge edge;
    private final EdgeSettings.Secure settings;
    private final Shown shown;
    private final Peer peer;
    private @Nullable String askedFor;

    TlsEntry(Edge edge, EdgeSettings.Secure settings, Shown shown, LoopContext loop, SocketChannel channel, Peer peer) {
        super(loop, channel);
        this.edge = edge;
        this.settings = settings;
        this.shown = shown;
        this.peer = peer;
    }

    /** What has to stand in front of this handler. */
    SniHandler greeting() {
        return new Greeting();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess() && isWaiting()) {
            loop().telemetry().handshake(true);
            endWait();
            handOver(ctx.pipeline());
        } else if (event instanceof SslCompletionEvent broken && !broken.isSuccess()) {
            loop().telemetry().handshake(false);
            abort();
        }
    }

    private void handOver(ChannelPipeline pipeline) {
        Peer known = peer.secured(askedFor == null ? null : shown.names());
        String protocol = pipeline.get(SslHandler.class).applicationProtocol();
        if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
            Http2ServerConnection connection =
                    new Http2Setup(edge, settings.http2(), loop(), known).newConnection(channel());
            pipeline.addLast(connection.guard(), connection);
            connection.opened();
        } else {
            ServerConnection connection = new ServerConnection(edge, loop(), channel(), known);
            pipeline.addLast(connection.guard(), EdgeServer.newDecoder(), connection);
            connection.opened();
        }
        pipeline.remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!Wire.isOfTheWire(cause)) {
            LOG.error("A handshake failed by a bug.", cause);
        }
        abort();
    }

    /** The handshake has a time limit of its own. */
    @Override
    public void tick(long now) {}

    /** Reads the name that the client asks for, and begins the handshake with the certificate that there is. */
    private final class Greeting extends SniHandler {
        Greeting() {
            super(
                    (Mapping<String, SslContext>) _ -> shown.context(),
                    MAX_HELLO_BYTES,
                    settings.handshakeTime().toMillis());
        }

        @Override
        protected void replaceHandler(ChannelHandlerContext ctx, @Nullable String hostname, SslContext context)
                throws Exception {
            askedFor = hostname;
            super.replaceHandler(ctx, hostname, context);
        }

        @Override
        protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
            SslHandler handler = super.newSslHandler(context, allocator);
            handler.setHandshakeTimeout(settings.handshakeTime().toMillis(), TimeUnit.MILLISECONDS);
            return handler;
        }
    }
}
