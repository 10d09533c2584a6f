package dev.sluice.data.boot;

import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginLimits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which servers tenants' APIs may call, and how much of them a node bears. Pools are per loop, origin and tenant. */
@ConfigMapping(prefix = "sluice.origins")
interface OriginSettings {
    int MOST = 1_000_000;
    long MOST_BODY_BYTES = 1 << 30;

    /** Address ranges and host names that may be called although they are not public. */
    Optional<List<String>> allow();

    /** {@code host:port} of the installation's own listeners, which stay refused. */
    Optional<List<String>> ownAddresses();

    /** {@code host:port} of the installation's own host of functions, which tenants' endpoints name as {@code authorizer-service}. */
    @WithDefault("localhost:8090")
    String authorizerService();

    /** Most connections of one pool. */
    @WithDefault("512")
    int connections();

    /** Most calls of one pool that wait for a connection. */
    @WithDefault("1024")
    int waiting();

    /** How long an unused connection stays open. */
    @WithDefault("30S")
    Duration idleTime();

    /** Longest wait for one connection. */
    @WithDefault("10S")
    Duration connectTime();

    /** Longest pause within an answer's body; the default is the longest time-out, so that this alone ends a call. */
    @WithDefault("15M")
    Duration bodyStall();

    /** Largest answer. */
    @WithDefault("10M")
    MemorySize body();

    /** Failures in a row to reach an origin until calls to it fail at once. */
    @WithDefault("20")
    int breakerFailures();

    /** How long they do. */
    @WithDefault("5S")
    Duration breakerOpen();

    /**
     * Throws IllegalArgumentException for an entry that cannot be read.
     *
     * @param listeners {@code host:port} of what the node itself knows of
     * @param peers the host of each service that is called by its name
     */
    default AddressRules rules(List<String> listeners, Map<String, String> peers) {
        var own = new ArrayList<>(listeners);
        own.addAll(ownAddresses().orElse(List.of()));
        return new AddressRules(allow().orElse(List.of()), own, peers);
    }

    /** The bounds of the guarded client. Throws NodeRefused when one is out of range. */
    default OriginLimits limits() {
        return new OriginLimits(
                Range.count("sluice.origins.connections", connections(), 1, MOST),
                Range.count("sluice.origins.waiting", waiting(), 0, MOST),
                Range.time("sluice.origins.idle-time", idleTime()),
                Range.time("sluice.origins.connect-time", connectTime()),
                Range.time("sluice.origins.body-stall", bodyStall()),
                Range.bytes("sluice.origins.body", body(), 0, MOST_BODY_BYTES),
                Range.count("sluice.origins.breaker-failures", breakerFailures(), 1, MOST),
                Range.time("sluice.origins.breaker-open", breakerOpen()));
    }
}
