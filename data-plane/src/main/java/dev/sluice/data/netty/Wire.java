package dev.sluice.data.netty;

import io.netty.channel.Channel;

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
}
