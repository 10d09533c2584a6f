package dev.sluice.data.edge;

import dev.sluice.data.response.GatewayResponder;

/**
 * What all connections of a listener share. Immutable but for the drain, which any thread may begin.
 */
final class Edge {
    private final EdgeSettings settings;
    private final EdgeLimits privateLimits;
    private final StageFinder stages;
    private final GatewayResponder responder;
    private final SourceLimits sources;
    private final WindowRoom windows;
    private volatile boolean draining;
    private volatile boolean listening = true;

    Edge(EdgeSettings settings, StageFinder stages, GatewayResponder responder, SourceLimits sources) {
        this.settings = settings;
        this.privateLimits = settings.limits().inPrivateNetworks();
        this.stages = stages;
        this.responder = responder;
        this.sources = sources;
        this.windows = new WindowRoom(
                settings.secure() == null ? 0 : settings.secure().http2().windowRoomBytes());
    }

    EdgeSettings settings() {
        return settings;
    }

    EdgeLimits limits(Peer peer) {
        return peer.endpoint() == null ? settings.limits() : privateLimits;
    }

    StageFinder stages() {
        return stages;
    }

    GatewayResponder responder() {
        return responder;
    }

    SourceLimits sources() {
        return sources;
    }

    WindowRoom windows() {
        return windows;
    }

    /** From now on every reply closes its connection. */
    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    /** From now on idle connections are closed as well. */
    void stopListening() {
        listening = false;
    }

    boolean listening() {
        return listening;
    }
}
