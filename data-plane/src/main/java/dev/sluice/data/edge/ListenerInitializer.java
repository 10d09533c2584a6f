package dev.sluice.data.edge;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.netty.Wire;
import dev.sluice.data.pipeline.VpcEndpoint;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets the connections of one listener in within the limits of their source, and sets them up: the strict step, the
 * decoder and the connection, or the handshake that comes first. Called on any loop.
 */
final class ListenerInitializer extends ChannelInitializer<SocketChannel> {
    /** All that a PROXY header may tell beside the addresses. */
    private static final int MAX_TLV_BYTES = 1_024;

    private final Edge edge;
    private final Map<EventLoop, LoopContext> contexts;
    private final @Nullable EdgeTls tls;
    private final @Nullable PrivateListener listener;
    private final @Nullable TrustedProxies layer;

    /**
     * One per listener.
     *
     * @param tls null for plain HTTP
     * @param listener null for a public one
     */
    ListenerInitializer(
            Edge edge,
            Map<EventLoop, LoopContext> contexts,
            @Nullable EdgeTls tls,
            @Nullable PrivateListener listener) {
        this.edge = edge;
        this.contexts = contexts;
        this.tls = tls;
        this.listener = listener;
        this.layer = listener == null ? null : listener.layer();
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        LoopContext context = contexts.get(channel.eventLoop());
        InetSocketAddress remote = channel.remoteAddress();
        if (context == null || remote == null) {
            Wire.close(channel);
            return;
        }
        InetAddress address = remote.getAddress();
        boolean ofMany = isOfMany(address);
        if (enters(address, ofMany)) {
            context.telemetry().connectionOpened();
            var _ = channel.closeFuture().addListener(_ -> {
                leaves(address, ofMany);
                context.telemetry().connectionClosed();
            });
            setUp(channel, context, remote);
        } else {
            context.telemetry().connectionRefused();
            Wire.close(channel);
        }
    }

    /** Addresses of private networks repeat, so none of them is a proxy's that is trusted. */
    private boolean isOfMany(InetAddress address) {
        return layer != null || (listener == null && edge.sources().isProxy(address));
    }

    private boolean enters(InetAddress address, boolean ofMany) {
        if (!ofMany) {
            return edge.sources().enter(address, tls != null);
        }
        return (layer == null || layer.hold(Peer.text(address)))
                && edge.sources().enterOfMany();
    }

    private void leaves(InetAddress address, boolean ofMany) {
        if (ofMany) {
            edge.sources().leaveOfMany();
        } else {
            edge.sources().leave(address);
        }
    }

    private void setUp(SocketChannel channel, LoopContext context, InetSocketAddress remote) {
        if (listener != null && layer != null) {
            channel.pipeline()
                    .addLast(
                            new HAProxyMessageDecoder(MAX_TLV_BYTES, true),
                            new LayerEntry(edge, this, listener, context, channel));
        } else {
            VpcEndpoint endpoint = listener == null ? null : listener.only();
            begin(channel, context, Peer.plain(remote, channel.localAddress().getPort(), endpoint));
        }
    }

    /** Makes a channel the connection of this peer; behind a network layer it was active before. */
    void begin(SocketChannel channel, LoopContext context, Peer peer) {
        boolean active = layer != null;
        EdgeSettings.Secure secure = edge.settings().secure();
        if (tls == null || secure == null) {
            ServerConnection connection = new ServerConnection(edge, context, channel, peer);
            channel.pipeline().addLast(connection.guard(), EdgeServer.newDecoder(), connection);
            if (active) {
                connection.opened();
            }
        } else {
            TlsEntry entry = new TlsEntry(edge, secure, tls.current(), context, channel, peer);
            channel.pipeline().addLast(entry.greeting(), entry);
            if (active) {
                entry.opened();
            }
        }
    }
}
