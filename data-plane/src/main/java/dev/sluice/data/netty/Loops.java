package dev.sluice.data.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoop;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The event loops of a node with the channel types that fit them: epoll where the kernel has it, else NIO. */
public final class Loops {
    private final EventLoopGroup group;
    private final boolean epoll;

    private Loops(EventLoopGroup group, boolean epoll) {
        this.group = group;
        this.epoll = epoll;
    }

    /** Starts a number of loops on the best transport of this machine. */
    public static Loops start(int count) {
        return Epoll.isAvailable()
                ? new Loops(new EpollEventLoopGroup(count, new DefaultThreadFactory("loop")), true)
                : startNio(count);
    }

    /** Starts a number of loops on NIO. */
    public static Loops startNio(int count) {
        return new Loops(new NioEventLoopGroup(count, new DefaultThreadFactory("loop")), false);
    }

    /** Loops that the caller has made, of epoll or NIO, for example to look at what they run. */
    public static Loops of(EventLoopGroup group) {
        return new Loops(group, group.next() instanceof EpollEventLoop);
    }

    public EventLoopGroup group() {
        return group;
    }

    /** Each loop once, always in the same order. */
    public List<EventLoop> each() {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : group) {
            loops.add((EventLoop) loop);
        }
        return List.copyOf(loops);
    }

    public Class<? extends ServerSocketChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    public Class<? extends SocketChannel> clientChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** Name of the transport, for the log of the start. */
    public String transport() {
        return epoll ? "epoll" : "nio";
    }

    /** Ends the loops once their tasks are done. */
    public Future<?> stop() {
        return group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    }
}
