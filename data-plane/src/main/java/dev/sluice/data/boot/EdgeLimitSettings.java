package dev.sluice.data.boot;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.edge.EdgeLimits;
import dev.sluice.data.edge.Http2Limits;
import dev.sluice.data.edge.SourceLimits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a client may send and how long it may take (security-requirements 25 and 26). */
@ConfigMapping(prefix = "sluice.edge")
interface EdgeLimitSettings {
    int MOST = 100_000_000;
    int MOST_HEAD_BYTES = 1 << 20;
    int MOST_HEADER_LINES = 10_000;
    int MOST_BODY_BYTES = 1 << 30;
    int MOST_STREAMS = 10_000;
    int MOST_CONTINUATIONS = 1_000;

    int LEAST_WINDOW_BYTES = Http2Limits.FIRST_WINDOW_BYTES;
    long MOST_ROOM_BYTES = 1L << 50;

    /** Longest request target. */
    @WithDefault("10240")
    MemorySize target();

    @WithDefault("100")
    int headerLines();

    /** Sum of the header values of a request. */
    @WithDefault("10240")
    MemorySize headerValues();

    @WithDefault("10M")
    MemorySize body();

    /** From a request's first byte to the end of its head. */
    @WithDefault("10S")
    Duration headTime();

    /** How long a body may come at any rate. */
    @WithDefault("5S")
    Duration bodyRateGrace();

    /** Slowest body after that, a second. */
    @WithDefault("500")
    MemorySize bodyRate();

    /** How long a client may take nothing of a reply. */
    @WithDefault("30S")
    Duration writeStall();

    /** How long a connection may lie idle between requests. */
    @WithDefault("60S")
    Duration idleTime();

    /** After about so many a connection closes. */
    @WithDefault("1000")
    int requestsPerConnection();

    /** Open connections of the node. */
    @WithDefault("50000")
    int connections();

    /** Open connections of one address. */
    @WithDefault("10000")
    int connectionsPerAddress();

    /** New connections of one address a second. */
    @WithDefault("5000")
    int newConnectionsPerSecond();

    /** New connections with TLS of one address a second. */
    @WithDefault("1000")
    int newTlsConnectionsPerSecond();

    /** Addresses and ranges of proxies whose {@code X-Forwarded-For} is believed. */
    Optional<List<String>> trustedProxies();

    Http2 http2();

    /** What one HTTP/2 connection may do (security-requirements 27 and 28). */
    interface Http2 {
        /** Calls at a time. */
        @WithDefault("100")
        int streams();

        /** Bytes of one request's body that may come before they are taken. */
        @WithDefault("64K")
        MemorySize streamWindow();

        /** The same for all bodies of a connection. */
        @WithDefault("1M")
        MemorySize connectionWindow();

        /** What all connections may have of that beyond the window that each begins with. */
        @WithDefault("24M")
        MemorySize windowRoom();

        /** Replies whose origins are read beyond what their client takes. */
        @WithDefault("4")
        int waitingReplies();

        /** Header list as HTTP/2 counts it. */
        @WithDefault("32K")
        MemorySize headerList();

        /** Streams reset in a window. */
        @WithDefault("200")
        int resets();

        /** Frames of each kind that carries no request in a window. */
        @WithDefault("1000")
        int controlFrames();

        /** CONTINUATION frames behind one HEADERS frame. */
        @WithDefault("4")
        int continuations();

        /** Calls that run, or ended undelivered in a window. */
        @WithDefault("200")
        int undelivered();

        /** Time over which frames are counted. */
        @WithDefault("30S")
        Duration window();
    }

    /** The limits of an HTTP/2 connection. Throws NodeRefused when one is out of range. */
    default Http2Limits http2Limits() {
        return new Http2Limits(
                Range.count("sluice.edge.http2.streams", http2().streams(), 1, MOST_STREAMS),
                size("http2.stream-window", http2().streamWindow(), LEAST_WINDOW_BYTES, MOST_BODY_BYTES),
                size("http2.connection-window", http2().connectionWindow(), LEAST_WINDOW_BYTES, MOST_BODY_BYTES),
                Range.bytes("sluice.edge.http2.window-room", http2().windowRoom(), 0, MOST_ROOM_BYTES),
                Range.count("sluice.edge.http2.waiting-replies", http2().waitingReplies(), 1, MOST_STREAMS),
                size("http2.header-list", http2().headerList(), 1, MOST_HEAD_BYTES),
                Range.count("sluice.edge.http2.resets", http2().resets(), 1, MOST),
                Range.count("sluice.edge.http2.control-frames", http2().controlFrames(), 1, MOST),
                Range.count("sluice.edge.http2.continuations", http2().continuations(), 1, MOST_CONTINUATIONS),
                Range.count("sluice.edge.http2.undelivered", http2().undelivered(), 1, MOST),
                Range.time("sluice.edge.http2.window", http2().window()));
    }

    /** The limits of a request. Throws NodeRefused when one is out of range. */
    default EdgeLimits limits() {
        return new EdgeLimits(
                size("target", target(), 1, MOST_HEAD_BYTES),
                Range.count("sluice.edge.header-lines", headerLines(), 1, MOST_HEADER_LINES),
                size("header-values", headerValues(), 1, MOST_HEAD_BYTES),
                Range.bytes("sluice.edge.body", body(), 0, MOST_BODY_BYTES),
                Range.time("sluice.edge.head-time", headTime()),
                Range.timeOrNone("sluice.edge.body-rate-grace", bodyRateGrace()),
                size("body-rate", bodyRate(), 0, MOST_BODY_BYTES),
                Range.time("sluice.edge.write-stall", writeStall()),
                Range.time("sluice.edge.idle-time", idleTime()),
                Range.count("sluice.edge.requests-per-connection", requestsPerConnection(), 1, MOST));
    }

    private static int size(String setting, MemorySize value, int least, int most) {
        return Math.toIntExact(Range.bytes("sluice.edge." + setting, value, least, most));
    }

    /** The limits of connections. Throws NodeRefused when one is out of range. */
    default SourceLimits.Settings sources() {
        return new SourceLimits.Settings(
                Range.count("sluice.edge.connections", connections(), 1, MOST),
                Range.count("sluice.edge.connections-per-address", connectionsPerAddress(), 1, MOST),
                Range.count("sluice.edge.new-connections-per-second", newConnectionsPerSecond(), 1, MOST),
                Range.count("sluice.edge.new-tls-connections-per-second", newTlsConnectionsPerSecond(), 1, MOST),
                proxies(trustedProxies()));
    }

    private static TrustedProxies proxies(Optional<List<String>> ranges) {
        try {
            return TrustedProxies.of(ranges.orElse(List.of()));
        } catch (IllegalArgumentException unreadable) {
            throw new NodeRefused(
                    "The setting sluice.edge.trusted-proxies holds " + unreadable.getMessage() + ".", unreadable);
        }
    }
}
