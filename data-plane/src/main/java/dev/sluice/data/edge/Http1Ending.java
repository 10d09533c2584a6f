package dev.sluice.data.edge;

import dev.sluice.data.netty.Wire;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * How a connection of HTTP/1.x ends: so that its client can still read the last reply, or at once where that would look like
 * a whole one. Confined to the connection's loop.
 */
final class Http1Ending {
    /** So much is thrown away behind the last reply: more than the largest body, so that its sender sees the 413. */
    private static final long MAX_LINGER_BYTES = 33_554_432;

    private final SocketChannel channel;
    private final RequestGuard guard;
    private boolean begun;
    private long lingerBytes;

    Http1Ending(SocketChannel channel, RequestGuard guard) {
        this.channel = channel;
        this.guard = guard;
    }

    /** Whether nothing that comes is looked at any more. */
    boolean hasBegun() {
        return begun;
    }

    /** What came since then. */
    long lingerBytes() {
        return lingerBytes;
    }

    /** From now on nothing of the client is looked at. */
    void begin() {
        begun = true;
        guard.close();
    }

    /**
     * Sends what is written, and closes so that the client can still read it.
     *
     * @param quiet whether the client has said that it sends nothing more
     */
    void gracefully(boolean quiet) {
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (quiet || !sent.isSuccess()) {
                Wire.close(channel);
            } else {
                endOutput();
            }
        });
    }

    /** Over TLS the client is told of the end within the protocol as well. */
    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            var _ = channel.shutdownOutput();
        } else {
            var _ = tls.closeOutbound().addListener(_ -> {
                var _ = channel.shutdownOutput();
            });
        }
    }

    /** Bytes came after the end of what is served. */
    void discarded(int count) {
        lingerBytes += count;
        if (lingerBytes > MAX_LINGER_BYTES) {
            Wire.close(channel);
        }
    }

    /**
     * Breaks off within a reply.
     *
     * @param visibly whether only the end of the connection ends the reply, so that a mere close would look like one
     */
    void cut(boolean visibly) {
        begun = true;
        channel.flush();
        if (visibly) {
            channel.config().setSoLinger(0);
            Wire.closeRudely(channel);
        } else {
            Wire.close(channel);
        }
    }
}
