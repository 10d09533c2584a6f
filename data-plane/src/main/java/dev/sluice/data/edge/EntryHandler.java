package dev.sluice.data.edge;

import dev.sluice.data.netty.Wire;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;

/**
 * A connection that is none of a protocol yet: something has to come first, and its loop watches until then. Confined to
 * the loop.
 */
abstract class EntryHandler extends ChannelInboundHandlerAdapter implements LoopMember {
    private final LoopContext loop;
    private final SocketChannel channel;
    private int index;
    private boolean waiting;

    EntryHandler(LoopContext loop, SocketChannel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    final LoopContext loop() {
        return loop;
    }

    final SocketChannel channel() {
        return channel;
    }

    @Override
    public final int index() {
        return index;
    }

    @Override
    public final void index(int newIndex) {
        index = newIndex;
    }

    @Override
    public final void channelActive(ChannelHandlerContext ctx) {
        opened();
    }

    /** The client may begin; behind another entry the channel was active before. */
    void opened() {
        waiting = true;
        loop.add(this);
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        endWait();
    }

    final boolean isWaiting() {
        return waiting;
    }

    final void endWait() {
        if (waiting) {
            waiting = false;
            loop.remove(this);
        }
    }

    @Override
    public final void abort() {
        Wire.close(channel);
    }
}
