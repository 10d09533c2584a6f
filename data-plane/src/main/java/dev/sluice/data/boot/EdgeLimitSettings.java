package dev.sluice.data.boot;

import dev.sluice.data.edge.EdgeLimits;
import dev.sluice.data.edge.SourceLimits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a client may send and how long it may take (security-requirements 25 and 26). */
@ConfigMapping(prefix = "sluice.edge")
interface EdgeLimitSettings {
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

    /** The limits of a request. */
    default EdgeLimits limits() {
        return new EdgeLimits(
                Math.toIntExact(target().asLongValue()),
                headerLines(),
                Math.toIntExact(headerValues().asLongValue()),
                body().asLongValue(),
                headTime(),
                bodyRateGrace(),
                Math.toIntExact(bodyRate().asLongValue()),
                writeStall(),
                idleTime(),
                requestsPerConnection());
    }

    /** The limits of connections. */
    default SourceLimits.Settings sources() {
        return new SourceLimits.Settings(connections(), connectionsPerAddress(), newConnectionsPerSecond());
    }
}
