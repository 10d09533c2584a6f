package dev.sluice.data.origin;

import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginRequest;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All that one loop needs to call origins. Confined to the loop. */
final class LoopOrigins implements Runnable {
    private static final int SWEEP_MILLIS = 1_000;
    private static final int LONGEST_NAME_TTL_SECONDS = 30;

    private static final Failure UNSENDABLE = new Failure.Configuration("the request line would be malformed");

    private final EventLoop loop;
    private final OriginClient.Setup setup;
    private final DnsNameResolver resolver;
    private final DeadlineWheel deadlines;
    private final Map<OriginKey, OriginPool> pools = new HashMap<>();
    private final byte[] window = ResponseGuard.newWindow();
    private boolean sweeping;
    private boolean closed;

    LoopOrigins(EventLoop loop, OriginClient.Setup setup) {
        this.loop = loop;
        this.setup = setup;
        this.deadlines = new DeadlineWheel(loop);
        Class<? extends DatagramChannel> datagrams =
                setup.channelType() == EpollSocketChannel.class ? EpollDatagramChannel.class : NioDatagramChannel.class;
        this.resolver = new DnsNameResolverBuilder(loop)
                .datagramChannelType(datagrams)
                .nameServerProvider(setup.nameServers())
                .ttl(0, LONGEST_NAME_TTL_SECONDS)
                .negativeTtl(1)
                .build();
    }

    EventLoop loop() {
        return loop;
    }

    OriginClient.Setup setup() {
        return setup;
    }

    DnsNameResolver resolver() {
        return resolver;
    }

    DeadlineWheel deadlines() {
        return deadlines;
    }

    /** Scratch space for the look at answers. */
    byte[] window() {
        return window;
    }

    boolean isClosed() {
        return closed;
    }

    OriginCall call(OriginKey key, OriginRequest request, OriginClient.Answer answer) {
        OriginPool pool = pools.get(key);
        if (pool == null) {
            pool = new OriginPool(this, key);
            pools.put(key, pool);
            sweepLater();
        }
        long now = System.nanoTime();
        OriginCall call = new OriginCall(pool, request, answer, now);
        if (RequestHead.isSendable(request)) {
            pool.submit(call, now);
        } else {
            call.fail(UNSENDABLE);
        }
        return call;
    }

    private void sweepLater() {
        if (!sweeping && !closed) {
            sweeping = true;
            var _ = loop.schedule(this, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Closes connections that were idle for too long and forgets pools that hold nothing. */
    @Override
    public void run() {
        sweeping = false;
        long now = System.nanoTime();
        for (Iterator<OriginPool> each = pools.values().iterator(); each.hasNext(); ) {
            OriginPool pool = each.next();
            pool.closeIdle(now);
            if (pool.isUnused()) {
                each.remove();
            }
        }
        if (!pools.isEmpty()) {
            sweepLater();
        }
    }

    void close() {
        if (!loop.inEventLoop()) {
            if (!loop.isShuttingDown()) {
                loop.execute(this::close);
            }
            return;
        }
        closed = true;
        List.copyOf(pools.values()).forEach(OriginPool::close);
        resolver.close();
    }
}
