package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldHeaders;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.netty.TurnReads;
import dev.sluice.data.netty.Wire;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.telemetry.LoopTelemetry;
import dev.sluice.data.telemetry.Telemetry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The traffic listeners of a node: plain HTTP/1.x, HTTP/2 and HTTP/1.1 over TLS, and the same for private networks. Any thread may start, drain and
 * close them; the loops are the caller's, who ends them after {@link #close}.
 */
public final class EdgeServer {
    private static final Logger LOG = Logger.getLogger(EdgeServer.class);
    private static final int BACKLOG = 4_096;
    private static final int MAX_DECODED_HEAD_BYTES = 131_072;
    private static final long MAX_TICK_MILLIS = 250;
    private static final long MIN_TICK_MILLIS = 20;
    private static final long DRAIN_POLL_MILLIS = 20;

    private final EdgeSettings settings;
    private final Loops loops;
    private final Edge edge;
    private final Map<EventLoop, LoopContext> contexts = new HashMap<>();
    private final @Nullable EdgeTls tls;
    private @Nullable Channel listener;
    private @Nullable Channel secureListener;
    private final Map<PrivateListener, Channel> privateListeners = new HashMap<>();

    /**
     * What stands behind a listener.
     *
     * @param responder renders failures
     * @param telemetry where calls are noted
     * @param tls how to shake hands; needed where the settings name a listener for TLS
     */
    public record Parts(
            Loops loops,
            StageFinder stages,
            GatewayResponder responder,
            Telemetry telemetry,
            @Nullable EdgeTls tls) {}

    public EdgeServer(EdgeSettings settings, Parts parts) {
        this.settings = settings;
        this.tls = parts.tls();
        this.loops = parts.loops();
        SourceLimits sources = new SourceLimits(settings.sources(), NanoClock.SYSTEM);
        this.edge = new Edge(settings, parts.stages(), parts.responder(), sources);
        for (EventLoop loop : loops.each()) {
            LoopTelemetry notes = parts.telemetry().newLoop();
            contexts.put(loop, new LoopContext(loop, notes, tickMillis(settings.limits())));
        }
        var _ = loops.each().getFirst().scheduleWithFixedDelay(() -> sweep(sources), 5, 5, TimeUnit.SECONDS);
    }

    /** A task that throws is never run again. */
    private static void sweep(SourceLimits sources) {
        try {
            sources.sweep();
        } catch (RuntimeException bug) {
            LOG.error("The upkeep of source addresses failed.", bug);
        }
    }

    private static long tickMillis(EdgeLimits limits) {
        Duration shortest = limits.headTime();
        for (Duration each : List.of(limits.bodyRateGrace(), limits.writeStall(), limits.idleTime())) {
            shortest = each.compareTo(shortest) < 0 ? each : shortest;
        }
        return Math.clamp(shortest.toMillis() / 4, MIN_TICK_MILLIS, MAX_TICK_MILLIS);
    }

    /**
     * Binds the listeners.
     *
     * @throws IOException naming the address, when it is taken or not of this machine
     */
    public void start() throws IOException {
        listener = bind(settings.host(), settings.port(), initializer(null, null));
        EdgeSettings.Secure secure = settings.secure();
        if (secure != null && tls != null) {
            secureListener = bind(settings.host(), secure.port(), initializer(tls, null));
        }
        for (PrivateListener each : settings.privates()) {
            EdgeTls handshakes = each.secure() ? needed(tls) : null;
            privateListeners.put(each, bind(each.host(), each.port(), initializer(handshakes, each)));
        }
    }

    private static EdgeTls needed(@Nullable EdgeTls handshakes) {
        if (handshakes == null) {
            throw new IllegalStateException("a private listener for TLS has no certificate");
        }
        return handshakes;
    }

    private ListenerInitializer initializer(@Nullable EdgeTls handshakes, @Nullable PrivateListener each) {
        return new ListenerInitializer(edge, contexts, handshakes, each);
    }

    private Channel bind(String host, int port, ListenerInitializer initializer) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, new TurnReads())
                .childHandler(initializer)
                .bind(new InetSocketAddress(host, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    /** The port that is listened on for plain HTTP. */
    public int port() {
        return port(listener);
    }

    /** The port that is listened on for TLS. */
    public int securePort() {
        return port(secureListener);
    }

    /** The port of a socket of {@link EdgeSettings#privates}. */
    public int port(PrivateListener of) {
        return port(privateListeners.get(of));
    }

    private static int port(@Nullable Channel bound) {
        if (bound == null) {
            throw new IllegalStateException("the listener is not started");
        }
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }

    /**
     * Lets go of the traffic without failing a call (security-requirements 55): every reply closes its connection, after
     * the delay no new connections, calls under way end within the grace. Call it once readiness has been withdrawn.
     *
     * @param delay how long new connections still come in, so that balancers notice that the node is not ready
     * @param grace how long calls may take after that
     * @return done when no connection is left or the grace is over
     */
    public CompletionStage<Void> drain(Duration delay, Duration grace) {
        edge.drain();
        CompletableFuture<Void> drained = new CompletableFuture<>();
        Runnable leave = () -> {
            stopListening();
            poll(drained, System.nanoTime() + grace.toNanos());
        };
        if (delay.isPositive()) {
            var _ = loops.each().getFirst().schedule(leave, delay.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            leave.run();
        }
        return drained;
    }

    private void stopListening() {
        edge.stopListening();
        for (Channel bound : new Channel[] {listener, secureListener}) {
            if (bound != null) {
                Wire.close(bound);
            }
        }
        privateListeners.values().forEach(Wire::close);
    }

    private void poll(CompletableFuture<Void> drained, long deadlineNanos) {
        if (edge.sources().open() == 0 || System.nanoTime() - deadlineNanos >= 0) {
            drained.complete(null);
        } else {
            var _ = loops.each()
                    .getFirst()
                    .schedule(() -> poll(drained, deadlineNanos), DRAIN_POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Closes the listener and what is left of its connections. */
    public CompletionStage<Void> close() {
        stopListening();
        List<CompletableFuture<Void>> closed = new ArrayList<>();
        for (LoopContext context : contexts.values()) {
            closed.add(CompletableFuture.runAsync(context::close, context.loop()));
        }
        return CompletableFuture.allOf(closed.toArray(CompletableFuture<?>[]::new));
    }

    /** The decoder behind the guard; it repeats the strictest of its own checks. */
    static HttpRequestDecoder newDecoder() {
        return new HttpRequestDecoder(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_DECODED_HEAD_BYTES)
                .setMaxHeaderSize(MAX_DECODED_HEAD_BYTES)
                .setMaxChunkSize(TurnReads.MAX_READ_BYTES)
                .setHeadersFactory(FieldHeaders.FACTORY)
                .setTrailersFactory(FieldHeaders.TRAILERS)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false));
    }
}
