package dev.sluice.data.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;

/**
 * Writes and closes of which nobody awaits the outcome: a failed write is told to the channel's handlers, and a channel
 * that cannot be closed is closed already. Call on the channel's loop.
 */
public final class Wire {
    private Wire() {}

    /** Writes without a promise of its own; a failure reaches {@code exceptionCaught}. */
    public static void write(Channel channel, Object message) {
        var _ = channel.write(message, channel.voidPromise());
    }

    public static void close(Channel channel) {
        var _ = channel.close();
    }

    /** Closes past TLS, so that the other side is not told of a proper end. */
    public static void closeRudely(Channel channel) {
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        var _ = tls == null ? channel.close() : tls.close();
    }

    /** Whether a failure is the network's or the other side's, and no bug. */
    public static boolean isOfTheWire(Throwable failure) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof IOException;
    }
}
