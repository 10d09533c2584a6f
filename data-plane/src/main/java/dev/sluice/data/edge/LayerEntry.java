package dev.sluice.data.edge;

import dev.sluice.data.pipeline.VpcEndpoint;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a network layer until its PROXY header of version 2 is read, which tells the client's address and, in
 * the TLV 0xEA as AWS PrivateLink writes it, the VPC endpoint that the connection came through. Any other beginning, and
 * an endpoint that this listener does not know, ends it. Confined to the loop.
 */
final class LayerEntry extends EntryHandler {
    private static final Logger LOG = Logger.getLogger(LayerEntry.class);
    private static final byte AWS = (byte) 0xEA;
    private static final byte VPC_ENDPOINT_ID = 0x01;

    private final ListenerInitializer initializer;
    private final PrivateListener listener;
    private final long limitNanos;
    private long sinceNanos;

    LayerEntry(
            Edge edge,
            ListenerInitializer initializer,
            PrivateListener listener,
            LoopContext loop,
            SocketChannel channel) {
        super(loop, channel);
        this.limitNanos = edge.settings().limits().headTime().toNanos();
        this.initializer = initializer;
        this.listener = listener;
    }

    @Override
    void opened() {
        sinceNanos = System.nanoTime();
        super.opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        endWait();
        Peer peer = null;
        try {
            peer = message instanceof HAProxyMessage header ? peer(header) : null;
        } finally {
            ReferenceCountUtil.release(message);
        }
        if (peer == null) {
            abort();
        } else {
            initializer.begin(channel(), loop(), peer);
            ctx.pipeline().remove(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debugf("A network layer sent no PROXY header. failure=%s", cause.getMessage());
        abort();
    }

    @Override
    public void tick(long now) {
        if (now - sinceNanos > limitNanos) {
            abort();
        }
    }

    private @Nullable Peer peer(HAProxyMessage header) {
        VpcEndpoint endpoint = endpoint(header);
        boolean tells = header.protocolVersion() == HAProxyProtocolVersion.V2
                && header.command() == HAProxyCommand.PROXY
                && (header.proxiedProtocol() == HAProxyProxiedProtocol.TCP4
                        || header.proxiedProtocol() == HAProxyProxiedProtocol.TCP6);
        if (endpoint == null || !tells) {
            return null;
        }
        var client = new InetSocketAddress(InetAddress.ofLiteral(header.sourceAddress()), header.sourcePort());
        return Peer.plain(client, header.destinationPort(), endpoint);
    }

    /** The one that the header names; null when it names none, several, or one that is not known here. */
    private @Nullable VpcEndpoint endpoint(HAProxyMessage header) {
        String id = null;
        for (HAProxyTLV each : header.tlvs()) {
            ByteBuf value = each.content();
            if (each.typeByteValue() == AWS
                    && value.readableBytes() > 1
                    && value.getByte(value.readerIndex()) == VPC_ENDPOINT_ID) {
                if (id != null) {
                    return null;
                }
                id = value.toString(value.readerIndex() + 1, value.readableBytes() - 1, StandardCharsets.US_ASCII);
            }
        }
        return id == null ? null : listener.endpoints().get(id);
    }
}
