package dev.sluice.data.edge;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.throttle.Burst;
import dev.sluice.data.throttle.Rate;
import dev.sluice.data.throttle.TokenBucket;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the connections of the node, of each source address, and the new ones per second of each (security-requirements
 * 26). Thread-safe; touched when a connection opens or closes, never per request.
 */
public final class SourceLimits {
    private final Settings settings;
    private final NanoClock clock;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Source> sources = new ConcurrentHashMap<>();

    /**
     * The limits.
     *
     * @param connections open connections of the node
     * @param perAddress open connections of one address
     * @param newPerSecond new connections a second of one address; as many again may come at once
     * @param handshakesPerSecond new connections with TLS a second of one address, which cost far more; likewise
     * @param proxies whose connections are those of many sources, so that they count for the node alone
     */
    public record Settings(
            int connections, int perAddress, int newPerSecond, int handshakesPerSecond, TrustedProxies proxies) {
        public static Settings defaults() {
            return new Settings(50_000, 10_000, 5_000, 1_000, TrustedProxies.NONE);
        }
    }

    /** What one address holds; kept while it has connections or its bucket is not full again. */
    private static final class Source {
        private final TokenBucket bucket;
        private final TokenBucket handshakes;
        private int open;
        private long lastNanos;

        Source(Settings settings) {
            bucket = new TokenBucket(Rate.perSecond(settings.newPerSecond()), new Burst(settings.newPerSecond()));
            handshakes = new TokenBucket(
                    Rate.perSecond(settings.handshakesPerSecond()), new Burst(settings.handshakesPerSecond()));
        }

        boolean take(boolean secure, long now) {
            return bucket.tryTake(now) == 0 && (!secure || handshakes.tryTake(now) == 0);
        }
    }

    SourceLimits(Settings settings, NanoClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Lets a client's own connection in, or not. One that was let in is given back by {@link #leave}.
     *
     * @param secure whether a handshake comes first
     */
    boolean enter(InetAddress address, boolean secure) {
        if (!enterOfMany()) {
            return false;
        }
        boolean[] entered = new boolean[1];
        sources.compute(address, (_, known) -> {
            Source source = known == null ? new Source(settings) : known;
            source.lastNanos = clock.nanos();
            if (source.open < settings.perAddress() && source.take(secure, source.lastNanos)) {
                source.open++;
                entered[0] = true;
            }
            return source;
        });
        if (!entered[0]) {
            open.decrementAndGet();
        }
        return entered[0];
    }

    /** The same for a connection of many clients, which counts for the node alone; given back by {@link #leaveOfMany}. */
    boolean enterOfMany() {
        if (open.incrementAndGet() > settings.connections()) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void leaveOfMany() {
        open.decrementAndGet();
    }

    void leave(InetAddress address) {
        leaveOfMany();
        sources.computeIfPresent(address, (_, source) -> {
            source.open--;
            return source;
        });
    }

    /** Whether connections from there to a public listener are those of many clients. */
    boolean isProxy(InetAddress address) {
        return settings.proxies().hold(Peer.text(address));
    }

    /** Forgets addresses without connections whose bucket must be full again; called every few seconds. */
    void sweep() {
        long now = clock.nanos();
        for (InetAddress address : sources.keySet()) {
            sources.computeIfPresent(
                    address, (_, source) -> source.open == 0 && now - source.lastNanos > FULL_NANOS ? null : source);
        }
    }

    /** Any bucket is full after a second, since its burst is one second's rate. */
    private static final long FULL_NANOS = 1_000_000_000L;

    int addresses() {
        return sources.size();
    }

    int open() {
        return open.get();
    }
}
