package dev.sluice.data.origin;

import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Calls origins over HTTP/1.1. A call never leaves its loop: each loop has its own pools, resolver and deadlines, made on
 * the loop's first call. Shared by all loops; nothing in it is locked.
 */
public final class OriginClient implements AutoCloseable {
    private static final int LOOK_SECONDS = 10;

    private final Setup setup;
    private final Queue<LoopOrigins> everyLoop = new ConcurrentLinkedQueue<>();
    private final FastThreadLocal<LoopOrigins> mine = new FastThreadLocal<>();

    /** How a call ends: exactly one of the two, once, on the call's loop, possibly before {@link #call} returns. */
    public interface Answer {
        /** The head is complete; the body is on its way and must be read or cancelled. */
        void head(OriginResponse response);

        /** No answer will come. The origin may have seen the request. */
        void failed(Failure failure);

        /**
         * How many bytes of the answer could go on; asked until the head is there, as the body's reader is from then on.
         * After 0 nothing is read until {@link Underway#goOn} is called.
         */
        default int roomForHead() {
            return Integer.MAX_VALUE;
        }
    }

    /** A call that has begun. Run, it stops: its connection closes, and the answer hears no more. */
    public interface Underway extends Runnable {
        /** There may be room for the answer's head again; tells nothing once that is there. */
        void goOn();
    }

    /** What every connection needs. */
    record Setup(
            AddressRules rules,
            OriginLimits limits,
            OriginTls tls,
            DnsServerAddressStreamProvider nameServers,
            Class<? extends SocketChannel> channelType) {}

    /**
     * Opens nothing yet. Names are asked of the name servers of this machine.
     *
     * @param channelType socket of the loops that will call
     */
    public OriginClient(
            AddressRules rules, OriginLimits limits, OriginTls tls, Class<? extends SocketChannel> channelType) {
        this(new Setup(rules, limits, tls, DnsServerAddressStreamProviders.platformDefault(), channelType));
    }

    OriginClient(Setup setup) {
        this.setup = setup;
    }

    /** Looks the names of the installation's own listeners up, now and again and again; not on the loop. */
    public void watchOwnNames(EventLoop timer) {
        OwnNames names = setup.rules().ownNames();
        if (!names.isEmpty()) {
            var _ = timer.scheduleWithFixedDelay(
                    () -> Thread.ofVirtual().name("own-names").start(names::refresh),
                    0,
                    LOOK_SECONDS,
                    TimeUnit.SECONDS);
        }
    }

    /**
     * Sends a request. Call on the given loop.
     *
     * @param key the origin; agrees with host, port and scheme of the request
     * @return what stops the call
     */
    public Underway call(EventLoop loop, OriginKey key, OriginRequest request, Answer answer) {
        LoopOrigins origins = mine.get();
        if (origins == null) {
            origins = new LoopOrigins(loop, setup);
            mine.set(origins);
            everyLoop.add(origins);
        }
        return origins.call(key, request, answer);
    }

    /** Closes every connection; calls under way fail. */
    @Override
    public void close() {
        for (LoopOrigins origins : everyLoop) {
            origins.close();
        }
    }
}
