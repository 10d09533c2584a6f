package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldHeaders;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.netty.Wire;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.telemetry.LoopTelemetry;
import dev.sluice.data.telemetry.Telemetry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
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
 * The traffic listener of a node. Any thread may start, drain and close it; the loops are the caller's, who ends them
 * after {@link #close}.
 */
public final class EdgeServer {
    private static final Logger LOG = Logger.getLogger(EdgeServer.class);
    private static final int BACKLOG = 4_096;
    private static final int FIRST_READ_BYTES = 2_048;
    private static final int MIN_READ_BYTES = 1_024;
    private static final int MAX_READ_BYTES = 32_768;

    /** Reads of one connection before the others of its loop have their turn. */
    private static final int READS_PER_TURN = 4;

    private static final int MAX_DECODED_HEAD_BYTES = 131_072;
    private static final long MAX_TICK_MILLIS = 250;
    private static final long MIN_TICK_MILLIS = 20;
    private static final long DRAIN_POLL_MILLIS = 20;

    private final EdgeSettings settings;
    private final Loops loops;
    private final Edge edge;
    private final Map<EventLoop, LoopContext> contexts = new HashMap<>();
    private @Nullable Channel listener;

    public EdgeServer(
            EdgeSettings settings, Loops loops, StageFinder stages, GatewayResponder responder, Telemetry telemetry) {
        this.settings = settings;
        this.loops = loops;
        SourceLimits sources = new SourceLimits(settings.sources(), NanoClock.SYSTEM);
        this.edge = new Edge(settings, stages, responder, sources);
        for (EventLoop loop : loops.each()) {
            LoopTelemetry notes = telemetry.newLoop();
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
     * Binds the listener.
     *
     * @throws IOException naming the address, when it is taken or not of this machine
     */
    public void start() throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.RCVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, FIRST_READ_BYTES, MAX_READ_BYTES)
                                .maxMessagesPerRead(READS_PER_TURN))
                .childHandler(new Initializer())
                .bind(new InetSocketAddress(settings.host(), settings.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listener = bound.channel();
    }

    /** The port that is listened on. */
    public int port() {
        Channel current = listener;
        if (current == null) {
            throw new IllegalStateException("the listener is not started");
        }
        return ((InetSocketAddress) current.localAddress()).getPort();
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
        Channel current = listener;
        if (current != null) {
            Wire.close(current);
        }
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

    /** Sets up one connection: the strict step, the decoder, the connection. TLS will stand in front of them. */
    private final class Initializer extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            LoopContext context = contexts.get(channel.eventLoop());
            InetSocketAddress remote = channel.remoteAddress();
            if (context == null || remote == null || !edge.sources().enter(remote.getAddress())) {
                if (context != null) {
                    context.telemetry().connectionRefused();
                }
                Wire.close(channel);
                return;
            }
            ServerConnection connection = new ServerConnection(edge, context, channel);
            channel.pipeline().addLast(connection.guard(), newDecoder(), connection);
        }
    }

    /** The decoder behind the guard; it repeats the strictest of its own checks. */
    static HttpRequestDecoder newDecoder() {
        return new HttpRequestDecoder(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_DECODED_HEAD_BYTES)
                .setMaxHeaderSize(MAX_DECODED_HEAD_BYTES)
                .setMaxChunkSize(MAX_READ_BYTES)
                .setHeadersFactory(FieldHeaders.FACTORY)
                .setTrailersFactory(FieldHeaders.FACTORY)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false));
    }
}
