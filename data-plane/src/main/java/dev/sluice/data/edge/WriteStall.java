package dev.sluice.data.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** Whether a client has stopped to take what is sent to it (security-requirements 26). One per connection. */
final class WriteStall {
    private final long mostNanos;
    private long since;
    private long pendingBytes;
    private long progress;

    WriteStall(EdgeLimits limits) {
        this.mostNanos = limits.writeStall().toNanos();
    }

    boolean isOver(long now, Channel channel) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long pending = out == null ? 0 : out.totalPendingWriteBytes();
        long current = out == null ? 0 : out.currentProgress();
        if (pending == 0 || pending != pendingBytes || current != progress) {
            pendingBytes = pending;
            progress = current;
            since = now;
            return false;
        }
        return now - since > mostNanos;
    }
}
