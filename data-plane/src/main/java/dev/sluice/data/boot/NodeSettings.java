package dev.sluice.data.boot;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What one node is told. */
@ConfigMapping(prefix = "sluice.node")
interface NodeSettings {
    int MOST_LOOPS = 1_024;
    int MOST_TESTS = 10_000;
    long MOST_COMPILED_BYTES = 1L << 40;
    long LEAST_BODY_BYTES = 1L << 20;
    long MOST_BODY_BYTES = 1L << 50;

    /** Stable id of the node; absent: random, kept in the spool. */
    Optional<String> id();

    /** The folder in which the node keeps its configuration; each node has its own. */
    Optional<Path> spool();

    /** How long the listener stays open after readiness is gone, so that balancers notice. */
    @WithDefault("0S")
    Duration drainDelay();

    /** How long calls in flight may take after the node was asked to stop. */
    @WithDefault("25S")
    Duration drainGrace();

    /** Event loops of the traffic; 0: one per processor. */
    @WithDefault("0")
    int eventLoops();

    /** Memory for compiled stages; those used last are kept. */
    @WithDefault("128M")
    MemorySize compiledStages();

    /** Memory for bodies that calls need whole; a tenant may have as much of it as it leaves free. */
    @WithDefault("40M")
    MemorySize bodies();

    /** Memory for bodies that are read as JSON, while they are; at most half of the heap is taken. */
    @WithDefault("24M")
    MemorySize documents();

    /** Most test invocations at a time. */
    @WithDefault("16")
    int testInvocations();

    LogSettings logs();

    Traffic traffic();

    Tls tls();

    Management management();

    /** Interface endpoints of private networks, by names of the operator's choice. */
    Map<String, VpcEndpointSettings> vpcEndpoints();

    /** Throws NodeRefused when a number is out of range. */
    default void check() {
        Range.timeOrNone("sluice.node.drain-delay", drainDelay());
        Range.timeOrNone("sluice.node.drain-grace", drainGrace());
        Range.count("sluice.node.event-loops", eventLoops(), 0, MOST_LOOPS);
        Range.bytes("sluice.node.compiled-stages", compiledStages(), 0, MOST_COMPILED_BYTES);
        Range.bytes("sluice.node.bodies", bodies(), LEAST_BODY_BYTES, MOST_BODY_BYTES);
        Range.bytes("sluice.node.documents", documents(), LEAST_BODY_BYTES, MOST_BODY_BYTES);
        Range.count("sluice.node.test-invocations", testInvocations(), 0, MOST_TESTS);
        Range.port("sluice.node.traffic.port", traffic().port());
        Range.port("sluice.node.tls.port", tls().port());
        Range.time("sluice.node.tls.handshake-time", tls().handshakeTime());
        Range.port("sluice.node.management.port", management().port());
    }

    /** Where tenants' clients call. */
    interface Traffic {
        @WithDefault("127.0.0.1")
        String host();

        @WithDefault("8000")
        int port();
    }

    /** How tenants' clients call over TLS, on the same address. */
    interface Tls {
        /** False: another process in front ends TLS. */
        @WithDefault("true")
        boolean enabled();

        @WithDefault("8443")
        int port();

        /** Certificate in the PEM form, and those that signed it; absent: a self-signed one of the node's making. */
        Optional<Path> certificateFile();

        /** Its private key in the PEM form. */
        Optional<Path> keyFile();

        /** Where the self-signed certificate is kept; absent: the folder {@code tls} of the spool. */
        Optional<Path> folder();

        /** From the accept to the end of the handshake. */
        @WithDefault("10S")
        Duration handshakeTime();
    }

    /** Where health and metrics are, and internal calls arrive. */
    interface Management {
        @WithDefault("127.0.0.1")
        String host();

        @WithDefault("8001")
        int port();

        /** Host by which the control plane and other nodes call; absent: {@code host}, or this machine's name. */
        Optional<String> advertisedHost();
    }
}
